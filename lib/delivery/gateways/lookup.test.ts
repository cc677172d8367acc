import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { handsetGateways } from '@/lib/demo/handset-gateway'
import type { GatewayVendor } from './gateway'
import { gatewayNamed } from './lookup'
import { nullGateway } from './null/gateway'

const create = vi.hoisted(() => vi.fn())

// A registry with an additional vendor.
vi.mock('./registry', async (original) => {
  const z = await import('zod')
  const { defineSettings, httpUrl } = await import('./settings')
  const registry = await original<typeof import('./registry')>()
  const settings = defineSettings({
    fields: {
      ACME_URL: httpUrl('ACME_URL', 'https://acme.example'),
      ACME_KEY: z.string(),
      ACME_REGION: z.string().default('eu'),
    },
    read: (values) => ({ url: values.ACME_URL, key: values.ACME_KEY, region: values.ACME_REGION }),
  })
  const acme: GatewayVendor<ReturnType<typeof settings.read>> = { settings, create }
  return { ...registry, vendors: { ...registry.vendors, acme }, vendorNames: [...registry.vendorNames, 'acme'] }
})

const loaded = vi.hoisted(() => new Set<string>())
vi.mock('undici', async (original) => {
  loaded.add('undici')
  return original()
})
vi.mock('jose', async (original) => {
  loaded.add('jose')
  return original()
})

const real = configuration.env()
const configured = (changes: Partial<configuration.Env>) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ ...real, ...changes })
const ACME = { ACME_URL: 'https://sms.example.com', ACME_KEY: 'key' }
const parse = (settings: Record<string, string>) =>
  configuration.parseEnv({
    AUTH_SECRET: 'a-secret-of-32-characters-or-more',
    CODE_KEYS: `k1:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`,
    SMS_ROUTES: '*:acme',
    DEMO_NUMBERS: '+12025550123',
    ...settings,
  })

afterEach(() => vi.restoreAllMocks())

describe('lookup', () => {
  test('finds a gateway by its name', () => {
    configured({})
    expect(gatewayNamed('null')).toBe(nullGateway)
    expect(gatewayNamed('handset')).toBe(handsetGateways.handset)
    expect(gatewayNamed('handset-b')).toBe(handsetGateways['handset-b'])
  })

  test.each(['', 'Handset', 'handset ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '../handset'])(
    'finds no gateway by an unknown name: %j',
    (name) => {
      configured({})
      expect(gatewayNamed(name)).toBeNull()
    },
  )

  test('does not find the simulated gateways in live mode, which must not store texts', () => {
    configured({ mode: 'live' })
    for (const name of ['handset', 'handset-b']) expect(gatewayNamed(name)).toBeNull()
    expect(gatewayNamed('null')).toBe(nullGateway)
  })
})

describe('vendors', () => {
  test('accepts a vendor in routes and passes its settings', () => {
    const { gateways, smsRoutes } = parse(ACME)
    expect(smsRoutes).toEqual([{ prefix: '', value: ['acme'] }])
    expect(gateways).toMatchObject({ acme: { url: ACME.ACME_URL, key: 'key', region: 'eu' } })
  })

  test('validates the settings of a vendor', () => {
    expect(() => parse({})).toThrow('SMS_ROUTES names acme, which needs ACME_URL, ACME_KEY.')
    expect(() => parse({ ...ACME, ACME_URL: 'acme' })).toThrow('ACME_URL must be an http URL')
  })

  test('creates one gateway per configuration', () => {
    configured(parse(ACME))
    create.mockReturnValue({ send: vi.fn() })
    const gateway = gatewayNamed('acme')
    expect(gateway).toBe(create.mock.results[0]?.value)
    expect(gatewayNamed('acme')).toBe(gateway)
    expect(create).toHaveBeenCalledExactlyOnceWith({ url: ACME.ACME_URL, key: 'key', region: 'eu' })
  })

  test('finds no gateway of a vendor without settings', () => {
    configured(parse({ SMS_ROUTES: '*:handset' }))
    expect(gatewayNamed('acme')).toBeNull()
  })

  test('imports no large package until its first use', () => {
    expect([...loaded]).toEqual([])
  })
})
