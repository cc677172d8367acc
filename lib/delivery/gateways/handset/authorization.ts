import { createHash, timingSafeEqual } from 'node:crypto'
import { demoKey } from '@/lib/demo-keys'
import { env } from '@/lib/env'

/** What the simulated carrier proves itself by. */
export const carrierAuthorization = (): string => `Bearer ${demoKey(env().authSecret, 'carrier')}`

/** Compared in constant time; hashed first, so that the length tells nothing either. */
export function isFromCarrier({ headers }: Request): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(headers.get('authorization') ?? ''), hash(carrierAuthorization()))
}
