import http, { type Server, type ServerOptions } from 'node:http'

const OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
  // Node would refuse a request without a host by itself, and without our headers.
  requireHostHeader: false,
}

/** Each open page holds one for its event stream. What comes beyond is closed at once, and costs next to nothing. */
const MOST_CONNECTIONS = 4_096

/** Listens for us: with an end to how long a request may take to arrive, and to how many connections there are. */
export function createEntryServer(changes: ServerOptions = {}): Server {
  const server = http.createServer({ ...OPTIONS, ...changes })
  server.maxConnections = MOST_CONNECTIONS
  return server
}
