import { headers } from 'next/headers'
import { type BrowserName, browserName } from '@/lib/accounts/browser-name'
import type { Client } from '@/lib/guard/policies'
import { PRESENTER_HEADER } from '@/lib/http/presenter'
import { browserHash } from './browser'

export type { Client }

/** Returns the client IP. The HTTP entry overwrites the header (lib/http/trusted-headers.ts). */
export const readClientIp = async (): Promise<string> => (await headers()).get('x-forwarded-for') ?? 'unknown'

export const isPresenter = async (): Promise<boolean> => (await headers()).get(PRESENTER_HEADER) === '1'

export const readClient = async (): Promise<Client> => ({
  clientIp: await readClientIp(),
  browserHash: (await browserHash()) ?? '',
  isPresenter: await isPresenter(),
})

export const clientBrowserName = async (): Promise<BrowserName> => browserName((await headers()).get('user-agent'))

/** Whether a script posted the form. Its response then contains the next page, even if the browser blocks cookies. */
export const isScripted = async (): Promise<boolean> => (await headers()).has('next-action')

/** Whether a post has our own origin (OWASP CSRF). The HTTP entry has validated the host that it is compared with. */
export async function isFromOwnOrigin(): Promise<boolean> {
  const given = await headers()
  const site = given.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  return given.get('origin') === `${given.get('x-forwarded-proto')}://${given.get('host')}`
}
