import { env } from '@/lib/config/env'
import { TEST_NUMBER } from '@/lib/demo/test-number'

export const isDemo = (): boolean => env().mode === 'demo'

/** Whether any number may receive real SMS; always true in live. */
export function sendsRealTexts(): boolean {
  const { smsRoutes, simulatedGateways } = env()
  return smsRoutes.some(({ value }) => value.some((gateway) => !simulatedGateways.includes(gateway)))
}

export const siteOrigin = (): string => env().appOrigin

/** Only where every phone is simulated: the test number is reserved and receives no real SMS. */
export function offersTestNumber(): boolean {
  const { allowedCountries } = env()
  const isServed = allowedCountries === '*' || allowedCountries.includes(TEST_NUMBER.country)
  return isDemo() && !sendsRealTexts() && isServed
}
