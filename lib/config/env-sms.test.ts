import { describe, expect, test } from 'vitest'
import { inboundToken } from '@/lib/delivery/gateways/kannel/inbound-token'
import { demoKey } from '@/lib/demo/keys'
import { ConfigError, parseEnv } from './env'

const CODE_KEYS = `k1:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`
const demo = { AUTH_SECRET: 'a-secret-of-32-characters-or-more', CODE_KEYS }
const BOUNDS = { ALLOWED_COUNTRIES: 'US,CA,GB', SMS_BUDGET_HOUR: '500', SMS_BUDGET_DAY: '*' }
const live = {
  ...demo,
  ...BOUNDS,
  MODE: 'live',
  TRUSTED_PROXY_HOPS: '1',
  APP_ORIGIN: 'https://id.example.com',
  DATABASE_URL: 'postgresql://latchkey@db/latchkey',
}
const TWILIO = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'a token' }
const VONAGE = { VONAGE_API_KEY: 'key', VONAGE_API_SECRET: 'secret', VONAGE_SIGNATURE_SECRET: 'signature' }
const KANNEL = { KANNEL_URL: 'http://10.0.0.5:13013/cgi-bin/sendsms', KANNEL_USERNAME: 'a', KANNEL_PASSWORD: 'b' }
const ANDROID = {
  ANDROID_GATEWAY_URL: 'http://10.0.0.6:8080',
  ANDROID_GATEWAY_USERNAME: 'a',
  ANDROID_GATEWAY_PASSWORD: 'b',
  ANDROID_GATEWAY_SIGNING_KEY: 'c',
}

function refusal(settings: Record<string, string>): string {
  try {
    parseEnv(settings)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'nothing'
}

describe('SMS_ROUTES', () => {
  test('defaults routes to both simulated gateways in a demo, and requires them in live mode', () => {
    expect(parseEnv(demo).smsRoutes).toEqual([{ prefix: '', value: ['handset', 'handset-b'] }])
    expect(refusal(live)).toBe(
      'MODE=live needs SMS_ROUTES, which gateways carry messages, like *:kannel.\nSMS_ROUTES leads to no gateway for US, CA, GB; add a route for *, say.',
    )
  })

  test('sorts the routes by prefix length, longest first', () => {
    const routes = { SMS_ROUTES: '+1:twilio, kannel; +44:kannel; *:vonage,kannel; +1242:vonage' }
    const found = parseEnv({ ...live, ...TWILIO, ...VONAGE, ...KANNEL, ...routes })
    expect(found.mode).toBe('live')
    expect(found.smsRoutes).toEqual([
      { prefix: '+1242', value: ['vonage'] },
      { prefix: '+44', value: ['kannel'] },
      { prefix: '+1', value: ['twilio', 'kannel'] },
      { prefix: '', value: ['vonage', 'kannel'] },
    ])
  })

  test.each(['kannel', '*:', ':kannel', '1:kannel', '+0:kannel', '*:kannel;*:twilio', '+1:kannel;', '*;kannel'])(
    'rejects malformed routes: %s',
    (SMS_ROUTES) => {
      expect(refusal({ ...demo, SMS_ROUTES })).toContain('SMS_ROUTES must be prefix:gateways pairs')
    },
  )

  test.each(['null', 'Kannel', 'carrier pigeon', 'constructor'])('rejects routes to an unknown gateway: %s', (name) => {
    expect(refusal({ ...demo, SMS_ROUTES: `*:${name}` })).toBe(
      `SMS_ROUTES names no gateway by "${name}"; there are handset, handset-b, kannel, twilio, vonage, android.`,
    )
  })

  test('rejects routes that name a gateway twice', () => {
    expect(refusal({ ...demo, SMS_ROUTES: '*:handset,handset' })).toContain('twice')
  })

  test('requires a route for every allowed country', () => {
    const only = { ...live, ...KANNEL, SMS_ROUTES: '+1:kannel' }
    expect(refusal(only)).toBe('SMS_ROUTES leads to no gateway for GB; add a route for *, say.')
    expect(refusal({ ...only, ALLOWED_COUNTRIES: 'US,CA' })).toBe('nothing')
  })

  test.each(['handset', 'handset-b'])('rejects routes to %s in live mode', (gateway) => {
    expect(refusal({ ...live, SMS_ROUTES: `*:${gateway}` })).toBe(
      `SMS_ROUTES names ${gateway}, the demo's simulated phone, which MODE=live doesn't have.`,
    )
  })
})

describe.each([
  ['twilio', TWILIO],
  ['vonage', VONAGE],
  ['kannel', KANNEL],
  ['android', ANDROID],
])('a route to %s', (gateway, settings) => {
  const routes = { ...live, SMS_ROUTES: `*:${gateway}` }

  test('a route requires every setting of its gateway and reports the missing one', () => {
    expect(refusal({ ...routes, ...settings })).toBe('nothing')
    for (const name of Object.keys(settings))
      expect(refusal({ ...routes, ...settings, [name]: '' })).toBe(`SMS_ROUTES names ${gateway}, which needs ${name}.`)
  })

  test("a route's gateway receives its settings", () => {
    const found = parseEnv({ ...routes, ...settings }).gateways
    expect(Object.entries(found).flatMap(([name, given]) => (given ? [name] : []))).toEqual([gateway])
    for (const value of Object.values(settings)) expect(JSON.stringify(found)).toContain(value)
  })
})

describe('real gateways in a demo', () => {
  test('requires DEMO_NUMBERS for real gateways in a demo', () => {
    const routes = { ...demo, ...TWILIO, SMS_ROUTES: '*:twilio,handset' }
    expect(refusal(routes)).toBe(
      'In the demo, twilio serves DEMO_NUMBERS alone: set it to numbers, like +12025550123, or to * for all.',
    )
    expect(parseEnv({ ...routes, DEMO_NUMBERS: '+1 202-555-0123,+447911123456' }).demoNumbers).toEqual([
      '+12025550123',
      '+447911123456',
    ])
    expect(refusal({ ...routes, DEMO_NUMBERS: '2025550123' })).toContain('DEMO_NUMBERS must be')
  })

  test('requires countries and spending caps for a demo that sends to all numbers', () => {
    const anybody = { ...demo, ...TWILIO, SMS_ROUTES: '*:twilio,handset', DEMO_NUMBERS: '*' }
    expect(refusal({ ...anybody, ALLOWED_COUNTRIES: '*' })).toBe(
      'In the demo, DEMO_NUMBERS=* lets twilio write to anybody, which needs SMS_BUDGET_HOUR, SMS_BUDGET_DAY, countries in ALLOWED_COUNTRIES, as MODE=live does.',
    )
    for (const name of Object.keys(BOUNDS)) expect(refusal({ ...anybody, ...BOUNDS, [name]: '' })).toContain(name)
    expect(parseEnv({ ...anybody, ...BOUNDS }).demoNumbers).toBe('*')
    expect(refusal({ ...demo, SMS_ROUTES: '*:kannel,handset', DEMO_NUMBERS: '*' })).toBe('nothing')
  })

  test('uses the local Kannel simulator in a demo unless another Kannel is configured', () => {
    const found = parseEnv({ ...demo, SMS_ROUTES: '*:kannel' })
    expect(found.gateways.kannel).toEqual({
      url: 'http://127.0.0.1:13013/cgi-bin/sendsms',
      username: 'latchkey',
      password: demoKey(demo.AUTH_SECRET, 'kannel'),
      inboundToken: inboundToken(demo.AUTH_SECRET),
    })
    expect(found.simulatedGateways).toEqual(['handset', 'handset-b', 'kannel'])
    const own = parseEnv({ ...demo, ...KANNEL, ...BOUNDS, SMS_ROUTES: '*:kannel', DEMO_NUMBERS: '*' })
    expect(own.gateways.kannel).toMatchObject({ url: KANNEL.KANNEL_URL, inboundToken: inboundToken(demo.AUTH_SECRET) })
    expect(own.simulatedGateways).toEqual(['handset', 'handset-b'])
  })

  test('allows fault injection only in a demo', () => {
    expect(parseEnv({ ...demo, CRASH_AT: 'after-claim' }).crashAt).toBe('after-claim')
    expect(refusal({ ...demo, CRASH_AT: 'anywhere' })).toContain('CRASH_AT must be one of before-commit')
    expect(refusal({ ...live, ...KANNEL, SMS_ROUTES: '*:kannel', CRASH_AT: 'after-claim' })).toContain('CRASH_AT')
  })
})

describe('gateway URLs', () => {
  test.each([
    ['credentials', 'http://user:password@kannel/cgi-bin/sendsms'],
    ['a query, which may contain credentials', 'http://kannel/cgi-bin/sendsms?username=a&password=b'],
    ['another scheme', 'file:///etc/passwd'],
    ['no scheme', 'kannel:13013'],
  ])('rejects a gateway URL with %s', (_, KANNEL_URL) => {
    expect(refusal({ ...demo, KANNEL_URL })).toContain('KANNEL_URL must be an http URL')
  })
})

describe('receipt URLs', () => {
  test('receipt URLs use APP_ORIGIN unless RECEIPT_ORIGIN is set', () => {
    expect(parseEnv({ ...demo, PORT: '4000' }).receiptOrigin).toBe('http://localhost:4000')
    const RECEIPT_ORIGIN = 'https://receipts.example.com'
    expect(parseEnv({ ...demo, ...TWILIO, RECEIPT_ORIGIN }).gateways.twilio).toMatchObject({
      receiptOrigin: RECEIPT_ORIGIN,
    })
    expect(refusal({ ...demo, RECEIPT_ORIGIN: 'https://a.example/path' })).toContain('RECEIPT_ORIGIN must')
  })
})

describe('SMS_SENDERS', () => {
  test('selects senders by prefix and defaults to SMS_SENDER', () => {
    expect(parseEnv({ ...demo, SMS_SENDERS: '+1:12025550100' }).smsSenders).toEqual([
      { prefix: '+1', value: '12025550100' },
      { prefix: '', value: 'Latchkey' },
    ])
  })

  test.each(['Latchkey', '+1:', '+1:a\nb', '+1:longer than fifteen'])(
    'rejects malformed senders: %j',
    (SMS_SENDERS) => {
      expect(refusal({ ...demo, SMS_SENDERS })).toContain('SMS_SENDERS must be')
    },
  )
})
