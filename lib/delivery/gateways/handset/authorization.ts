import { sameSecret } from '@/lib/crypto/same-secret'
import { demoKey } from '@/lib/demo-keys'
import { env } from '@/lib/env'

/** The simulated carrier's credentials. */
export const carrierAuthorization = (): string => `Bearer ${demoKey(env().authSecret, 'carrier')}`

export const isFromCarrier = ({ headers }: Request): boolean =>
  sameSecret(headers.get('authorization') ?? '', carrierAuthorization())
