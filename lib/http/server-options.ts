import type { ServerOptions } from 'node:http'

export const SERVER_OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
  // Node would refuse a request without a host by itself, and without our headers.
  requireHostHeader: false,
}
