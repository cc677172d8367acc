import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { hasDemoAccess, isAccessKey, pass } from './demo-access'

const KEY = 'open sesame'
const SECRET = 'a-secret-of-32-characters-or-more'

const configured = (changes: Partial<configuration.Env> = {}) =>
  vi.spyOn(configuration, 'env').mockReturnValue({
    demoAccessKey: KEY,
    authSecret: SECRET,
    appOrigin: 'http://localhost:3000',
    ...changes,
  } as configuration.Env)

afterEach(() => vi.restoreAllMocks())

describe('a demo with an access key', () => {
  test('grants access to a browser with the demo cookie among other cookies', () => {
    configured()
    for (const cookies of [
      `latchkey-demo=${pass()}`,
      `a=b; latchkey-demo=${pass()}; c=d`,
      `a=b;latchkey-demo=${pass()}`,
      `x-latchkey-demo=1; latchkey-demo=${pass()}`,
    ])
      expect(hasDemoAccess(cookies)).toBe(true)
  })

  test.each([
    ['no cookie header', undefined],
    ['an empty cookie header', ''],
    ['an empty cookie', 'latchkey-demo='],
    ['the access key as cookie', `latchkey-demo=${KEY}`],
    ['the cookie value true', 'latchkey-demo=true'],
  ])('denies access with %s', (_, cookies) => {
    configured()
    expect(hasDemoAccess(cookies)).toBe(false)
  })

  test('denies access with the right value in a cookie of another name', () => {
    configured()
    expect(hasDemoAccess(`x-latchkey-demo=${pass()}`)).toBe(false)
    expect(hasDemoAccess(`other=latchkey-demo=${pass()}`)).toBe(false)
  })

  test('denies access with a truncated or extended cookie value', () => {
    configured()
    expect(hasDemoAccess(`latchkey-demo=${pass().slice(0, -1)}`)).toBe(false)
    expect(hasDemoAccess(`latchkey-demo=${pass()}x`)).toBe(false)
  })

  test('invalidates cookies when the access key or the secret changes', () => {
    configured()
    const before = `latchkey-demo=${pass()}`
    configured({ demoAccessKey: 'another key' })
    expect(hasDemoAccess(before)).toBe(false)
    configured({ authSecret: `${SECRET}x` })
    expect(hasDemoAccess(before)).toBe(false)
  })

  test('does not reveal the access key in the cookie', () => {
    configured()
    expect(pass()).toMatch(/^[\w-]{43}$/)
    expect(pass()).not.toContain(KEY)
  })

  test('requires the __Host- cookie on https', () => {
    configured({ appOrigin: 'https://demo.example.com' })
    expect(hasDemoAccess(`__Host-latchkey-demo=${pass()}`)).toBe(true)
    expect(hasDemoAccess(`latchkey-demo=${pass()}`)).toBe(false)
  })

  test('accepts only the exact access key', () => {
    configured()
    expect(isAccessKey(KEY)).toBe(true)
    for (const other of ['', ' ', KEY.toUpperCase(), `${KEY} `, KEY.slice(1), `${KEY}\0`])
      expect(isAccessKey(other)).toBe(false)
  })
})

describe('a demo without an access key', () => {
  test('grants access to every browser without an access key', () => {
    configured({ demoAccessKey: undefined })
    expect(hasDemoAccess(undefined)).toBe(true)
  })

  test('accepts no key without an access key, not even the empty one', () => {
    configured({ demoAccessKey: undefined })
    for (const key of ['', 'undefined']) expect(isAccessKey(key)).toBe(false)
  })
})
