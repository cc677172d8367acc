import { describe, expect, test } from 'vitest'
import { ConfigError, parseEnv } from './env'

const key = (bytes: number, first = 1) =>
  Buffer.from(Array.from({ length: bytes }, (_, place) => first + place)).toString('base64')
const demo = { AUTH_SECRET: 'a-secret-of-32-characters-or-more', CODE_KEYS: `k1:${key(32)}` }

const refusal = (changes: Record<string, string | undefined>): string => {
  try {
    parseEnv({ ...demo, ...changes })
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'nothing'
}

describe('demo mode', () => {
  test('a demo requires only its two secrets', () => {
    expect(parseEnv(demo)).toMatchObject({
      mode: 'demo',
      port: 3000,
      host: '127.0.0.1',
      dataDir: '.data',
      databaseUrl: undefined,
      appOrigin: 'http://localhost:3000',
      codeLifetimeSeconds: 600,
      resendCooldownSeconds: [30, 60, 120, 300],
      allowedCountries: '*',
      trustedProxyHops: 0,
      demoAccessKey: undefined,
    })
  })

  test.each(['AUTH_SECRET', 'CODE_KEYS'])('a demo without %s reports the command that generates it', (name) => {
    expect(refusal({ [name]: undefined })).toContain('npm start')
  })

  test('an empty value counts as unset', () => {
    expect(parseEnv({ ...demo, PORT: '', DEMO_ACCESS_KEY: '' })).toMatchObject({ port: 3000, demoAccessKey: undefined })
  })

  test('APP_ORIGIN defaults to localhost with the configured port', () => {
    expect(parseEnv({ ...demo, PORT: '4000' }).appOrigin).toBe('http://localhost:4000')
  })
})

describe('access to a demo', () => {
  const PUBLIC = [
    { HOST: '0.0.0.0' },
    { HOST: '192.168.1.5' },
    { HOST: '::' },
    { APP_ORIGIN: 'https://demo.example.com' },
  ]

  test.each(PUBLIC)('a demo that other machines can reach requires an access key: %j', (where) => {
    expect(refusal(where)).toContain('DEMO_ACCESS_KEY')
    expect(parseEnv({ ...demo, ...where, DEMO_ACCESS_KEY: 'open sesame' }).demoAccessKey).toBe('open sesame')
  })

  test.each([
    { HOST: '127.0.0.1' },
    { HOST: '::1' },
    { HOST: 'localhost' },
    { APP_ORIGIN: 'http://127.0.0.1:4000' },
    { APP_ORIGIN: 'http://[::1]:4000' },
  ])('a demo on loopback requires no access key: %j', (where) => {
    expect(parseEnv({ ...demo, ...where }).demoAccessKey).toBeUndefined()
  })

  test.each(['http://localhost.example.com', 'http://127.0.0.1.example.com'])(
    'a host name that resembles loopback requires an access key: %s',
    (origin) => {
      expect(refusal({ APP_ORIGIN: origin })).toContain('DEMO_ACCESS_KEY')
    },
  )
})

describe('limits for presenters', () => {
  const real = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'x', DEMO_NUMBERS: '+12025550123' }
  const presenterLimits = (settings: Record<string, string | undefined>) =>
    parseEnv({ ...demo, ...settings }).presenterLimits

  test.each([{}, { DEMO_LIMITS: 'generous' }, { SMS_ROUTES: '*:kannel,handset' }, { DEMO_ACCESS_KEY: 'long enough' }])(
    'limits are generous in a demo with simulated phones only: %j',
    (settings) => expect(presenterLimits(settings)).toBe('generous'),
  )

  test.each([
    { DEMO_LIMITS: 'strict' },
    { ...real, SMS_ROUTES: '*:twilio' },
    { ...real, SMS_ROUTES: '*:handset;+44:handset,twilio' },
    { ...real, SMS_ROUTES: '*:twilio', DEMO_LIMITS: 'generous' },
  ])('limits are strict if a message may reach a real phone, and on request: %j', (settings) =>
    expect(presenterLimits(settings as Record<string, string | undefined>)).toBe('strict'),
  )

  test('rejects an unknown value of DEMO_LIMITS', () => {
    expect(refusal({ DEMO_LIMITS: 'none' })).toBe('DEMO_LIMITS must be generous or strict.')
  })
})

describe('live mode', () => {
  const live = { MODE: 'live', AUTH_SECRET: undefined, CODE_KEYS: undefined }

  test('live mode reports all missing settings at once', () => {
    const lines = refusal(live).split('\n')
    for (const name of [
      'APP_ORIGIN',
      'DATABASE_URL',
      'AUTH_SECRET',
      'CODE_KEYS',
      'ALLOWED_COUNTRIES',
      'TRUSTED_PROXY_HOPS',
    ])
      expect(lines.some((line) => line.startsWith(`MODE=live needs ${name}`))).toBe(true)
  })

  test.each([
    ['an origin without HTTPS', { APP_ORIGIN: 'http://id.example.com' }, 'APP_ORIGIN with https'],
    ['a code lifetime under three minutes', { CODE_LIFETIME_SECONDS: '179' }, 'CODE_LIFETIME_SECONDS'],
    ['all countries, since they have to be listed', { ALLOWED_COUNTRIES: '*' }, 'ALLOWED_COUNTRIES'],
    ['any resend cooldown under 30 seconds', { RESEND_COOLDOWN_SECONDS: '30,29,60' }, 'RESEND_COOLDOWN_SECONDS'],
    ['an access key, since there is no demo', { DEMO_ACCESS_KEY: 'opensesame' }, 'DEMO_ACCESS_KEY'],
    ['generous limits', { DEMO_LIMITS: 'generous' }, 'DEMO_LIMITS to be left out'],
    ['strict limits, since they always apply', { DEMO_LIMITS: 'strict' }, 'DEMO_LIMITS to be left out'],
  ])('live mode rejects %s', (_, changes, sentence) => {
    expect(refusal({ ...live, ...changes })).toContain(`MODE=live needs ${sentence}`)
  })

  test('live mode accepts a complete configuration', () => {
    const complete = {
      MODE: 'live',
      APP_ORIGIN: 'https://id.example.com',
      DATABASE_URL: 'postgresql://latchkey@db/latchkey',
      ALLOWED_COUNTRIES: 'US,CA',
      SMS_BUDGET_HOUR: '500',
      SMS_BUDGET_DAY: '*',
      CODE_LIFETIME_SECONDS: '180',
      TRUSTED_PROXY_HOPS: '0',
    }
    const whole = { ...complete, SMS_ROUTES: '*:kannel', KANNEL_URL: 'http://127.0.0.1:1/x', KANNEL_USERNAME: 'x' }
    expect(parseEnv({ ...demo, ...whole, KANNEL_PASSWORD: 'x' })).toMatchObject({
      mode: 'live',
      allSimulated: false,
      presenterLimits: 'strict',
    })
    expect(refusal(complete)).not.toMatch(/needs (APP|DATABASE|AUTH|CODE|ALLOWED|RESEND|TRUSTED)/)
  })
})

describe('CODE_KEYS', () => {
  test('preserves the order of code keys, since the first derives new codes', () => {
    const { codeKeys } = parseEnv({ ...demo, CODE_KEYS: `new:${key(32, 2)},old:${key(16, 1)}` })
    expect(codeKeys.map(({ id, secret }) => [id, secret.length])).toEqual([
      ['new', 32],
      ['old', 16],
    ])
  })

  test.each([
    ['a key under 128 bits', `k1:${key(15)}`],
    ['a repeated id', `k1:${key(32, 1)},k1:${key(32, 2)}`],
    ['no id', `:${key(32)}`],
    ['no key', 'k1'],
    ['a trailing comma', `k1:${key(32)},`],
    ['trailing text after the key', `k1:${key(32)}:more`],
    ['a key that is not base64', 'k1:correct horse battery staple, and more'],
  ])('rejects code keys with %s', (_, ring) => {
    expect(refusal({ CODE_KEYS: ring })).toContain('CODE_KEYS must be')
  })
})

describe('invalid values', () => {
  test.each([
    ['MODE', 'production'],
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['PORT', '-1'],
    ['PORT', '0x10'],
    ['APP_ORIGIN', 'https://id.example.com/path'],
    ['APP_ORIGIN', 'https://someone@id.example.com'],
    ['APP_ORIGIN', 'javascript:alert(1)'],
    ['APP_ORIGIN', 'id.example.com'],
    ['DATABASE_URL', 'mysql://db/latchkey'],
    ['AUTH_SECRET', 'short'],
    ['CODE_LIFETIME_SECONDS', '601'],
    ['RESEND_COOLDOWN_SECONDS', '30;60'],
    ['RESEND_COOLDOWN_SECONDS', '30,,60'],
    ['ALLOWED_COUNTRIES', 'us'],
    ['ALLOWED_COUNTRIES', '*,US'],
    ['TRUSTED_PROXY_HOPS', 'all'],
    ['SMS_SENDER', 'Latchkey\n@evil.example #000000'],
    ['SMS_SENDER', 'Latchkey Online'],
    ['SMS_SENDER', 'Latchkey_ID'],
    ['SMS_SENDER', '1234567890123456'],
    ['SMS_SENDER', '12'],
    ['SMS_SENDER', '+Latchkey'],
    ['SMS_SENDER', 'Señor'],
    ['SMS_SENDERS', '+1:12025550100;*:Latchkey Online'],
    ['TWILIO_FROM', 'Latchkey Online'],
    ['AUTH_SECRET', 'a'.repeat(32)],
    ['AUTH_SECRET', 'abc'.repeat(20)],
    ['CODE_KEYS', `k1:${Buffer.alloc(32, 7).toString('base64')}`],
    ['CODE_KEYS', `k1:${key(32)},k2:${Buffer.from('xy'.repeat(16)).toString('base64')}`],
    ['DEMO_ACCESS_KEY', 'aaaaaaaa'],
    ['DEMO_ACCESS_KEY', 'seven77'],
    ['LOG_LEVEL', 'chatty'],
  ])('rejects an invalid value and names its setting: %s=%j', (name, value) => {
    expect(refusal({ [name]: value })).toContain(`${name} must`)
  })

  test('rejects an unknown country code', () => {
    expect(refusal({ ALLOWED_COUNTRIES: 'US,UK' })).toContain('UK')
    expect(parseEnv({ ...demo, ALLOWED_COUNTRIES: 'US,GB' }).allowedCountries).toEqual(['US', 'GB'])
  })

  test('reports all invalid values, one line each', () => {
    expect(refusal({ PORT: 'x', LOG_LEVEL: 'x', MODE: 'x' }).split('\n')).toHaveLength(3)
  })
})

test.each(['Latchkey', 'My Shop 24', '12025550100', '+491512345678', '767', 'A'])(
  'accepts the sender %j, which GSM supports',
  (SMS_SENDER) => {
    expect(parseEnv({ ...demo, SMS_SENDER }).smsSenders.at(-1)?.value).toBe(SMS_SENDER)
  },
)

test('removes the trailing slash of an origin and keeps its port', () => {
  expect(parseEnv({ ...demo, APP_ORIGIN: 'http://localhost:3000/' }).appOrigin).toBe('http://localhost:3000')
})
