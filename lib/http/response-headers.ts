import type { ServerResponse } from 'node:http'
import onHeaders from 'on-headers'
import { log } from '@/lib/log/log'
import { isStaticFile } from './static-files'

const FOUND = new Set([200, 206, 304])
/** The second is for Next's script, which goes there too. */
const SENDING_ON = ['location', 'x-action-redirect']

interface Said {
  /** The requested URL. */
  url: string
  /** On every answer, whatever Next thinks of it. */
  headers: Record<string, string>
  /** Ours, by the name that the request knows us by. */
  origin: string
}

/** What holds for every answer: its headers, that nobody keeps it unless it is a file, and that it sends nobody elsewhere. */
export function setResponseHeaders(response: ServerResponse, { url, headers, origin }: Said): void {
  onHeaders(response, () => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (!mayBeKept(url, response)) response.setHeader('cache-control', 'no-store')
    for (const name of SENDING_ON) keepOwn(response, name, origin)
  })
}

function mayBeKept(url: string, response: ServerResponse): boolean {
  if (isStaticFile(url) && FOUND.has(response.statusCode)) return true
  // It says so already, perhaps with more besides.
  return /\bno-store\b/.test(String(response.getHeader('cache-control')))
}

const isOwn = (location: unknown, origin: string) =>
  typeof location === 'string' && URL.canParse(location, origin) && new URL(location, origin).origin === origin

/** Sends a redirect to another host to the start page instead, so that no page can make an open redirect. */
function keepOwn(response: ServerResponse, name: string, origin: string) {
  const location = response.getHeader(name)
  if (location === undefined || isOwn(location, origin)) return
  log().error({ event: 'redirect.foreign' })
  response.setHeader(name, '/')
}
