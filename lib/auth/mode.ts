import { env } from '@/lib/env'

/** Whether this is the demo, with its simulated phone (R12). */
export const isDemo = (): boolean => env().mode === 'demo'

/** Whether some numbers are written to for real; always, outside of the demo. */
export function sendsRealTexts(): boolean {
  const { smsRoutes, simulatedGateways } = env()
  return smsRoutes.some(({ value }) => value.some((gateway) => !simulatedGateways.includes(gateway)))
}

/** Returns the origin by which people and link previews know this site. */
export const siteOrigin = (): string => env().appOrigin

/** Cookies carry the `__Host-` prefix and Secure wherever the site is https. */
export const isSecure = (): boolean => env().appOrigin.startsWith('https:')

export const cookieName = (name: string): string => (isSecure() ? `__Host-latchkey-${name}` : `latchkey-${name}`)
