import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OutgoingMessage } from '@/lib/delivery/gateways/gateway'

/** A test server on loopback that records requests. */
export interface Loopback {
  url: string
  asked: Asked[]
  /** Writes the response to every further request. */
  answer: (response: ServerResponse) => void
  close(): Promise<void>
}

interface Asked {
  line: string
  headers: IncomingHttpHeaders
  body: string
}

export async function loopback(): Promise<Loopback> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    here.asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
    here.answer(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const here: Loopback = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: (response) => response.end(),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  return here
}

export const answering =
  (status: number, body: unknown = '', headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, headers)
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

export const REFERENCE = 'Zk3_vQ-8sLw0aBcDeFgHiJ'

export const MESSAGE: OutgoingMessage = {
  to: '+12025550123',
  from: 'Latchkey',
  text: 'Your code is 123456.\n\n@example.com #123456',
  encoding: 'GSM-7',
  reference: REFERENCE,
  receiptUrl: `https://sms.example.com/api/gateways/x/receipts?reference=${REFERENCE}`,
  lifeSeconds: 599,
}

/** Returns a time-out that suffices for any local response. */
export const soon = (): AbortSignal => AbortSignal.timeout(10_000)
