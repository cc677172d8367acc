import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { TEST_ENVIRONMENT } from '@/scripts/testing/environment.mjs'
import * as breakers from './circuit-breakers'
import { gatewayAfter, gatewayFor, isReachable, nextGateway, senderFor, staysSimulated } from './routing'
import { gatewaysFor } from './sms-route'

const real = configuration.parseEnv
const configured = (settings: Record<string, string>) => {
  const bounds = { ALLOWED_COUNTRIES: 'US,GB,DE', SMS_BUDGET_HOUR: '*', SMS_BUDGET_DAY: '*' }
  const found = real({ ...TEST_ENVIRONMENT, ...bounds, DEMO_NUMBERS: '*', ...settings })
  vi.spyOn(configuration, 'env').mockReturnValue(found)
}
const open = (...names: string[]) =>
  vi.spyOn(breakers, 'letsThrough').mockImplementation((gateway) => !names.includes(gateway))

const TWILIO = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token' }
const US = '+12025550123'
const UK = '+447911123456'
const DE = '+4915112345678'

afterEach(() => vi.restoreAllMocks())

describe('a route', () => {
  test('is that of the longest prefix of the number, in the order in which it is written', () => {
    configured({ ...TWILIO, SMS_ROUTES: '*:handset;+1:twilio,kannel;+1202:kannel,twilio;+44:kannel' })
    expect(gatewaysFor(US)).toEqual(['kannel', 'twilio'])
    expect(gatewaysFor('+13035550123')).toEqual(['twilio', 'kannel'])
    expect(gatewaysFor(UK)).toEqual(['kannel'])
    expect(gatewaysFor(DE)).toEqual(['handset'])
  })

  test('of a demo leads to the handset unless something else is said', () => {
    configured({})
    expect(gatewaysFor(US)).toEqual(['handset'])
  })

  test('of a demo uses real gateways for DEMO_NUMBERS alone', () => {
    const routes = { ...TWILIO, SMS_ROUTES: '*:twilio,handset' }
    configured({ ...routes, DEMO_NUMBERS: US })
    expect(gatewaysFor(US)).toEqual(['twilio', 'handset'])
    expect(gatewaysFor(UK)).toEqual(['handset'])
    configured({ ...routes, SMS_ROUTES: '*:twilio', DEMO_NUMBERS: US })
    expect(gatewaysFor(UK)).toEqual(['handset'])
  })

  test('of a demo uses the Kannel to develop with for everybody, since all its phones are simulated, and any other for DEMO_NUMBERS', () => {
    configured({ SMS_ROUTES: '*:kannel', DEMO_NUMBERS: '' })
    expect(gatewaysFor(US)).toEqual(['kannel'])
    const own = { KANNEL_URL: 'http://127.0.0.1:13013/cgi-bin/sendsms', KANNEL_USERNAME: 'a', KANNEL_PASSWORD: 'b' }
    configured({ ...own, SMS_ROUTES: '*:kannel', DEMO_NUMBERS: UK })
    expect([gatewaysFor(US), gatewaysFor(UK)]).toEqual([['handset'], ['kannel']])
  })
})

test('a message stays on a simulated phone unless its route leads to a real gateway', () => {
  configured({ ...TWILIO, SMS_ROUTES: '*:twilio,handset', DEMO_NUMBERS: US })
  expect([staysSimulated(US), staysSimulated(UK)]).toEqual([false, true])
  configured({ SMS_ROUTES: '*:kannel,handset', DEMO_NUMBERS: '' })
  expect(staysSimulated(US)).toBe(true)
})

describe('the sender', () => {
  test('is that of the longest prefix, and SMS_SENDER for the rest', () => {
    configured({ SMS_SENDER: 'Acme', SMS_SENDERS: '+1:12025550100;+1303:13035550100' })
    expect([US, '+13035550123', UK].map(senderFor)).toEqual(['12025550100', '13035550100', 'Acme'])
  })

  test('for everybody may stand in SMS_SENDERS too', () => {
    configured({ SMS_SENDERS: '+1:12025550100;*:Acme' })
    expect(senderFor(UK)).toBe('Acme')
  })
})

describe('the next gateway', () => {
  const ROUTE = ['a', 'b', 'c']

  test('is the first of the route', () => {
    expect(nextGateway(ROUTE, [])).toBe('a')
  })

  test('is one that has not been tried, then the one that was tried longest ago', () => {
    expect(nextGateway(ROUTE, ['a'])).toBe('b')
    expect(nextGateway(ROUTE, ['a', 'b', 'c'])).toBe('a')
    expect(nextGateway(ROUTE, ['a', 'b', 'c', 'a'])).toBe('b')
  })

  test('works: one whose circuit is open is passed over, unless all are', () => {
    open('a')
    expect(nextGateway(ROUTE, [])).toBe('b')
    expect(nextGateway(ROUTE, ['b', 'c'])).toBe('b')
    open(...ROUTE)
    expect(nextGateway(ROUTE, ['a'])).toBe('b')
  })

  test('is one that is heard of as usual, before one of which little is heard', () => {
    breakers.setDegraded(['a'])
    expect(nextGateway(ROUTE, [])).toBe('b')
    breakers.setDegraded(ROUTE)
    expect(nextGateway(ROUTE, [])).toBe('a')
    breakers.setDegraded([])
  })

  test('is none where there are none', () => {
    expect(nextGateway([], [])).toBeUndefined()
  })
})

test('a number can be reached while any gateway of its route works; little heard of one is no reason to turn anybody away', () => {
  configured({ ...TWILIO, SMS_ROUTES: '*:kannel,twilio;+44:kannel' })
  const works = vi.spyOn(breakers, 'isRoutable').mockImplementation((gateway) => gateway !== 'kannel')
  expect([isReachable(US), isReachable(UK)]).toEqual([true, false])
  works.mockRestore()
  breakers.setDegraded(['kannel'])
  expect(isReachable(UK)).toBe(true)
  breakers.setDegraded([])
})

test('a message for the same code takes a gateway that has not been tried', () => {
  configured({ ...TWILIO, SMS_ROUTES: '*:kannel,twilio' })
  const after = (...names: string[]) => gatewayAfter(US, names)
  expect([gatewayFor(US), after('kannel'), after('kannel', 'twilio')]).toEqual(['kannel', 'twilio', 'kannel'])
})
