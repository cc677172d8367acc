import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/config/env'
import { TEST_ENVIRONMENT } from '../testing/environment.mjs'
import { warningsFor } from './warnings'

const TWILIO = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', DEMO_NUMBERS: '+12025550123' }
const warnings = (settings: Record<string, string>) => warningsFor(parseEnv({ ...TEST_ENVIRONMENT, ...settings }))

test('warns that receipts of a remote gateway cannot reach a loopback URL', () => {
  expect(warnings({ ...TWILIO, SMS_ROUTES: '*:twilio' })).toEqual([
    'Receipts from twilio cannot reach http://localhost:3000; set RECEIPT_ORIGIN to a URL of this server that is reachable from outside.',
  ])
})

test.each([
  ['the gateway is on this machine', { ...TWILIO, SMS_ROUTES: '*:twilio', TWILIO_API_URL: 'http://127.0.0.1:9' }],
  ['RECEIPT_ORIGIN is set', { ...TWILIO, SMS_ROUTES: '*:twilio', RECEIPT_ORIGIN: 'https://a.example' }],
  ['no route uses the gateway', { ...TWILIO, SMS_ROUTES: '*:kannel' }],
  ['only the demo is configured', {}],
])('does not warn about receipts if %s', (_, settings) => {
  expect(warnings(settings)).toEqual([])
})

test('warns about a host name so long that messages cost two segments', () => {
  const withHost = (length: number) =>
    warnings({ APP_ORIGIN: `https://${'a'.repeat(length - 8)}.example`, DEMO_ACCESS_KEY: 'opensesame' })
  expect(withHost(60)).toEqual([])
  expect(withHost(90)).toEqual([expect.stringContaining('two segments')])
})
