import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Answer {
  status: number
  body: string
}

const LONGEST_MS = 20_000

const agent = new Agent({ keepAlive: true, maxSockets: 1000 })

/** Sends a request to a process on loopback, as POST if there is a body. Rejects if the process dies meanwhile. */
export function ask(url: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { agent, method: body === undefined ? 'GET' : 'POST', headers, timeout: LONGEST_MS },
      (answer) => text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, body: said }), reject),
    )
    asked.once('error', reject)
    asked.once('timeout', () => asked.destroy(new Error(`no answer within ${LONGEST_MS} ms`)))
    asked.end(body)
  })
}
