import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'

type Given = OutgoingHttpHeaders | OutgoingHttpHeader[]

/** Has the last word on the head of an answer: `change` runs when all that Next and others say is known. */
export function atHead(response: ServerResponse, change: () => void): void {
  const writeHead = response.writeHead.bind(response)
  response.writeHead = (status: number, ...rest: (string | Given | undefined)[]) => {
    response.statusCode = status
    for (const one of rest) {
      if (typeof one === 'string') response.statusMessage = one
      else for (const [name, value] of pairs(one)) if (value !== undefined) response.setHeader(name, value)
    }
    change()
    return writeHead(response.statusCode)
  }
}

/** Headers are given by name, or as a flat list of names and values. */
function pairs(given: Given = {}): [string, OutgoingHttpHeader | undefined][] {
  if (!Array.isArray(given)) return Object.entries(given)
  return given.flatMap((name, index) => (index % 2 === 0 ? [[String(name), given[index + 1]]] : []))
}
