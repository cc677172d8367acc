import type { ServerResponse } from 'node:http'

const BODY_HEADERS = ['content-encoding', 'content-length', 'etag', 'last-modified', 'transfer-encoding']

type Method = (...rest: unknown[]) => unknown

export function replaceError(response: ServerResponse, replacement: () => string | undefined): void {
  const writeHead = response.writeHead.bind(response)
  const end = response.end.bind(response)
  let isReplaced = false
  response.writeHead = (status: number, ...rest: never[]) => {
    const body = status < 400 ? undefined : replacement()
    if (body === undefined) return writeHead(status, ...rest)
    isReplaced = true
    for (const name of BODY_HEADERS) response.removeHeader(name)
    response.setHeader('content-length', Buffer.byteLength(body))
    writeHead(status)
    return end(body)
  }
  // Node sends the head together with the first bytes of the body: too late to replace that body.
  const headFirst = (method: Method, instead: unknown) =>
    ((...rest) => {
      if (!response.headersSent && response.statusCode >= 400) response.writeHead(response.statusCode)
      return isReplaced ? instead : method(...rest)
    }) as Method
  response.write = headFirst(response.write.bind(response) as Method, true) as never
  response.end = headFirst(end as Method, response) as never
}
