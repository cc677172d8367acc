import http, { type Server, type ServerOptions } from 'node:http'

const OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
  // Node's own 400 response to a missing Host header lacks our security headers.
  requireHostHeader: false,
}

/** Each open page holds one connection for its event stream. Further connections are closed at once. */
const MOST_CONNECTIONS = 4_096

export function createEntryServer(changes: ServerOptions = {}): Server {
  const server = http.createServer({ ...OPTIONS, ...changes })
  server.maxConnections = MOST_CONNECTIONS
  return server
}
