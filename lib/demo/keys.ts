import { derivedKey } from '@/lib/crypto/derived-key'

/** Returns a secret shared by the processes of the demo, derived so that there is no further secret to configure. */
export const demoKey = (authSecret: string, use: 'kannel' | 'carrier'): string =>
  derivedKey(authSecret, `demo:${use}`).toString('base64url')
