import { testOnOwnServer } from './on-own-server'

/** Tests against a demo that enforces its fraud rules and serves two countries. */
export const test = testOnOwnServer('strict', {
  FRAUD_RULES: 'enforce',
  EXTRA_CHECK_WAIT_SECONDS: '3',
  CARRIER_DELAY_MS: '20',
  ALLOWED_COUNTRIES: 'US,GB',
})
