import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/config/env'
import { TEST_ENVIRONMENT } from '../testing/environment.mjs'
import { warningsFor } from './warnings'

const TWILIO = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', DEMO_NUMBERS: '+12025550123' }
const warnings = (settings: Record<string, string>) => warningsFor(parseEnv({ ...TEST_ENVIRONMENT, ...settings }))

test('a gateway elsewhere can not reach a loopback address with its receipts, and that is said at the start', () => {
  expect(warnings({ ...TWILIO, SMS_ROUTES: '*:twilio' })).toEqual([
    "Receipts from twilio can't reach http://localhost:3000: set RECEIPT_ORIGIN to a URL of this server that they can.",
  ])
})

test.each([
  ['the gateway is on this machine', { ...TWILIO, SMS_ROUTES: '*:twilio', TWILIO_API_URL: 'http://127.0.0.1:9' }],
  ['receipts have a URL of their own', { ...TWILIO, SMS_ROUTES: '*:twilio', RECEIPT_ORIGIN: 'https://a.example' }],
  ['no route leads there', { ...TWILIO, SMS_ROUTES: '*:kannel' }],
  ['there is nothing but the demo', {}],
])('nothing is said where %s', (_, settings) => {
  expect(warnings(settings)).toEqual([])
})

test('a host so long that messages take two segments is named, since each is paid for', () => {
  const withHost = (length: number) =>
    warnings({ APP_ORIGIN: `https://${'a'.repeat(length - 8)}.example`, DEMO_ACCESS_KEY: 'opensesame' })
  expect(withHost(60)).toEqual([])
  expect(withHost(90)).toEqual([expect.stringContaining('two segments')])
})
