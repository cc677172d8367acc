import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { cookieName } from './mode'

const digest = (text: string) => createHmac('sha256', env().authSecret).update(`demo-access:${text}`).digest()
const same = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)
/** What the browser of somebody who knew the key carries. */
export const pass = () => digest(env().demoAccessKey ?? '').toString('base64url')

/** Whether a `Cookie` header carries the pass of somebody who knew the demo's access key. True when none is asked. */
export function hasDemoAccess(cookieHeader: string | undefined): boolean {
  if (!env().demoAccessKey) return true
  const prefix = `${cookieName('demo')}=`
  const given = (cookieHeader ?? '').split(/;\s*/).find((one) => one.startsWith(prefix))
  return given !== undefined && same(Buffer.from(given.slice(prefix.length)), Buffer.from(pass()))
}

/** Whether this is the key that opens the demo, compared in constant time. */
export function isAccessKey(key: string): boolean {
  const { demoAccessKey } = env()
  return demoAccessKey !== undefined && same(digest(key), digest(demoAccessKey))
}
