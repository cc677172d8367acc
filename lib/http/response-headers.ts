import type { ServerResponse } from 'node:http'
import onHeaders from 'on-headers'
import { log } from '@/lib/log/log'
import { isStaticFile } from './static-files'

const FOUND = new Set([200, 206, 304])
/** Next's client script follows the second one. */
const REDIRECT_HEADERS = ['location', 'x-action-redirect']

interface HeaderOptions {
  url: string
  headers: Record<string, string>
  origin: string
}

/** Sets the headers of every response, forbids caching of all but static files, and prevents open redirects. */
export function setResponseHeaders(response: ServerResponse, { url, headers, origin }: HeaderOptions): void {
  onHeaders(response, () => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (!mayBeCached(url, response)) response.setHeader('cache-control', 'no-store')
    for (const name of REDIRECT_HEADERS) preventOpenRedirect(response, name, origin)
  })
}

function mayBeCached(url: string, response: ServerResponse): boolean {
  if (isStaticFile(url) && FOUND.has(response.statusCode)) return true
  return /\bno-store\b/.test(String(response.getHeader('cache-control')))
}

const isOwn = (location: unknown, origin: string) =>
  typeof location === 'string' && URL.canParse(location, origin) && new URL(location, origin).origin === origin

function preventOpenRedirect(response: ServerResponse, name: string, origin: string) {
  const location = response.getHeader(name)
  if (location === undefined || isOwn(location, origin)) return
  log().error({ event: 'redirect.foreign' })
  response.setHeader(name, '/')
}
