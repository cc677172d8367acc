import { env } from '@/lib/config/env'
import { sameSecret } from '@/lib/crypto/same-secret'
import { demoKey } from '@/lib/demo/keys'

export const carrierAuthorization = (): string => `Bearer ${demoKey(env().authSecret, 'carrier')}`

export const isFromCarrier = ({ headers }: Request): boolean =>
  sameSecret(headers.get('authorization') ?? '', carrierAuthorization())
