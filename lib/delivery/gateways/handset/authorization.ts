import { createHash, timingSafeEqual } from 'node:crypto'
import { demoKey } from '@/lib/demo-keys'
import { env } from '@/lib/env'

/** The simulated carrier's credentials. */
export const carrierAuthorization = (): string => `Bearer ${demoKey(env().authSecret, 'carrier')}`

/** Compares in constant time. Hashes first, so that timing does not reveal the length either. */
export function isFromCarrier({ headers }: Request): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(headers.get('authorization') ?? ''), hash(carrierAuthorization()))
}
