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

describe('routes', () => {
  test('uses the route of the longest prefix, in its configured order', () => {
    configured({ ...TWILIO, SMS_ROUTES: '*:handset;+1:twilio,kannel;+1202:kannel,twilio;+44:kannel' })
    expect(gatewaysFor(US)).toEqual(['kannel', 'twilio'])
    expect(gatewaysFor('+13035550123')).toEqual(['twilio', 'kannel'])
    expect(gatewaysFor(UK)).toEqual(['kannel'])
    expect(gatewaysFor(DE)).toEqual(['handset'])
  })

  test('routes a demo to both simulated gateways by default', () => {
    configured({})
    expect(gatewaysFor(US)).toEqual(['handset', 'handset-b'])
  })

  test('uses real gateways in a demo for DEMO_NUMBERS only', () => {
    const routes = { ...TWILIO, SMS_ROUTES: '*:twilio,handset' }
    configured({ ...routes, DEMO_NUMBERS: US })
    expect(gatewaysFor(US)).toEqual(['twilio', 'handset'])
    expect(gatewaysFor(UK)).toEqual(['handset'])
    configured({ ...routes, SMS_ROUTES: '*:twilio', DEMO_NUMBERS: US })
    expect(gatewaysFor(UK)).toEqual(['handset'])
  })

  test('uses the simulated Kannel in a demo for all numbers, a configured one for DEMO_NUMBERS only', () => {
    configured({ SMS_ROUTES: '*:kannel', DEMO_NUMBERS: '' })
    expect(gatewaysFor(US)).toEqual(['kannel'])
    const own = { KANNEL_URL: 'http://127.0.0.1:13013/cgi-bin/sendsms', KANNEL_USERNAME: 'a', KANNEL_PASSWORD: 'b' }
    configured({ ...own, SMS_ROUTES: '*:kannel', DEMO_NUMBERS: UK })
    expect([gatewaysFor(US), gatewaysFor(UK)]).toEqual([['handset'], ['kannel']])
  })
})

test('treats a number as simulated unless its route contains a real gateway', () => {
  configured({ ...TWILIO, SMS_ROUTES: '*:twilio,handset', DEMO_NUMBERS: US })
  expect([staysSimulated(US), staysSimulated(UK)]).toEqual([false, true])
  configured({ SMS_ROUTES: '*:kannel,handset', DEMO_NUMBERS: '' })
  expect(staysSimulated(US)).toBe(true)
})

describe('senders', () => {
  test('uses the sender of the longest prefix, or else SMS_SENDER', () => {
    configured({ SMS_SENDER: 'Acme', SMS_SENDERS: '+1:12025550100;+1303:13035550100' })
    expect([US, '+13035550123', UK].map(senderFor)).toEqual(['12025550100', '13035550100', 'Acme'])
  })

  test('accepts the default sender in SMS_SENDERS', () => {
    configured({ SMS_SENDERS: '+1:12025550100;*:Acme' })
    expect(senderFor(UK)).toBe('Acme')
  })
})

describe('next gateway', () => {
  const ROUTE = ['a', 'b', 'c']

  test('starts with the first gateway of the route', () => {
    expect(nextGateway(ROUTE, [])).toBe('a')
  })

  test('prefers an untried gateway, then the least recently tried one', () => {
    expect(nextGateway(ROUTE, ['a'])).toBe('b')
    expect(nextGateway(ROUTE, ['a', 'b', 'c'])).toBe('a')
    expect(nextGateway(ROUTE, ['a', 'b', 'c', 'a'])).toBe('b')
  })

  test('skips gateways with an open circuit unless all are open', () => {
    open('a')
    expect(nextGateway(ROUTE, [])).toBe('b')
    expect(nextGateway(ROUTE, ['b', 'c'])).toBe('b')
    open(...ROUTE)
    expect(nextGateway(ROUTE, ['a'])).toBe('b')
  })

  test('prefers a gateway that is not degraded', () => {
    breakers.setDegraded(['a'])
    expect(nextGateway(ROUTE, [])).toBe('b')
    breakers.setDegraded(ROUTE)
    expect(nextGateway(ROUTE, [])).toBe('a')
    breakers.setDegraded([])
  })

  test('returns undefined without candidates', () => {
    expect(nextGateway([], [])).toBeUndefined()
  })
})

test('considers a number reachable while any gateway of its route is routable, degraded or not', () => {
  configured({ ...TWILIO, SMS_ROUTES: '*:kannel,twilio;+44:kannel' })
  const works = vi.spyOn(breakers, 'isRoutable').mockImplementation((gateway) => gateway !== 'kannel')
  expect([isReachable(US), isReachable(UK)]).toEqual([true, false])
  works.mockRestore()
  breakers.setDegraded(['kannel'])
  expect(isReachable(UK)).toBe(true)
  breakers.setDegraded([])
})

test('selects an untried gateway for another message with the same code', () => {
  configured({ ...TWILIO, SMS_ROUTES: '*:kannel,twilio' })
  const after = (...names: string[]) => gatewayAfter(US, names)
  expect([gatewayFor(US), after('kannel'), after('kannel', 'twilio')]).toEqual(['kannel', 'twilio', 'kannel'])
})
