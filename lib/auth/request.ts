import { headers } from 'next/headers'
import { type BrowserName, browserName } from '@/lib/accounts/browser-name'
import type { Client } from '@/lib/guard/policies'
import { PRESENTER_HEADER } from '@/lib/http/presenter'
import { browserHash } from './browser'

export type { Client }

/** The client's IP. Our HTTP entry has overwritten the header with what may be believed (server.ts). */
export const readClientIp = async (): Promise<string> => (await headers()).get('x-forwarded-for') ?? 'unknown'

/** Whether the client presents the demo. Our HTTP entry has overwritten this header too. */
export const isPresenter = async (): Promise<boolean> => (await headers()).get(PRESENTER_HEADER) === '1'

/** Returns the client of the request that is being handled. */
export const readClient = async (): Promise<Client> => ({
  clientIp: await readClientIp(),
  browserHash: (await browserHash()) ?? '',
  isPresenter: await isPresenter(),
})

/** What the browser that asks is called, in our words. */
export const clientBrowserName = async (): Promise<BrowserName> => browserName((await headers()).get('user-agent'))

/** Whether the post was made by our script. Its answer then holds the next page, as if every cookie had been kept. */
export const isScripted = async (): Promise<boolean> => (await headers()).has('next-action')

/**
 * Whether a post came from one of our own pages. Browsers name the origin of every post; one that names none or another
 * is refused (OWASP CSRF). The host has been checked by our HTTP entry, so it may be compared with.
 */
export async function isFromOwnOrigin(): Promise<boolean> {
  const given = await headers()
  const site = given.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  return given.get('origin') === `${given.get('x-forwarded-proto')}://${given.get('host')}`
}
