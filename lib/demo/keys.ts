import { derivedKey } from '@/lib/crypto/derived-key'

/** Returns a secret shared by the demo's processes, derived so that it needs no configuration. */
export const demoKey = (authSecret: string, use: 'kannel' | 'carrier'): string =>
  derivedKey(authSecret, `demo:${use}`).toString('base64url')
