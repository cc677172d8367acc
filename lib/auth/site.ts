import { env } from '@/lib/config/env'
import { TEST_NUMBER } from '@/lib/demo/test-number'

/** Whether this is the demo, with its simulated phone (R12). */
export const isDemo = (): boolean => env().mode === 'demo'

/** Whether some numbers are written to for real; always, outside of the demo. */
export function sendsRealTexts(): boolean {
  const { smsRoutes, simulatedGateways } = env()
  return smsRoutes.some(({ value }) => value.some((gateway) => !simulatedGateways.includes(gateway)))
}

/** Returns the origin by which people and link previews know this site. */
export const siteOrigin = (): string => env().appOrigin
/** Whether to offer the test number: where every phone is simulated, and its country is served. */
export function offersTestNumber(): boolean {
  const { allowedCountries } = env()
  const isServed = allowedCountries === '*' || allowedCountries.includes(TEST_NUMBER.country)
  return isDemo() && !sendsRealTexts() && isServed
}
