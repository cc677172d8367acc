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
  test('opens to a browser that carries the pass, wherever it stands among its cookies', () => {
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
    ['no cookie at all', undefined],
    ['nothing', ''],
    ['an empty pass', 'latchkey-demo='],
    ['the key itself', `latchkey-demo=${KEY}`],
    ['the word true', 'latchkey-demo=true'],
  ])('stays closed to %s', (_, cookies) => {
    configured()
    expect(hasDemoAccess(cookies)).toBe(false)
  })

  test('stays closed to a pass in a cookie of another name', () => {
    configured()
    expect(hasDemoAccess(`x-latchkey-demo=${pass()}`)).toBe(false)
    expect(hasDemoAccess(`other=latchkey-demo=${pass()}`)).toBe(false)
  })

  test('stays closed to a pass that is cut off, or has more behind it', () => {
    configured()
    expect(hasDemoAccess(`latchkey-demo=${pass().slice(0, -1)}`)).toBe(false)
    expect(hasDemoAccess(`latchkey-demo=${pass()}x`)).toBe(false)
  })

  test('closes to every pass of before when its key or its secret changes', () => {
    configured()
    const before = `latchkey-demo=${pass()}`
    configured({ demoAccessKey: 'another key' })
    expect(hasDemoAccess(before)).toBe(false)
    configured({ authSecret: `${SECRET}x` })
    expect(hasDemoAccess(before)).toBe(false)
  })

  test('has a pass that gives neither its key nor its secret away', () => {
    configured()
    expect(pass()).toMatch(/^[\w-]{43}$/)
    expect(pass()).not.toContain(KEY)
  })

  test('takes its pass under the name that only https can set, where the site is https', () => {
    configured({ appOrigin: 'https://demo.example.com' })
    expect(hasDemoAccess(`__Host-latchkey-demo=${pass()}`)).toBe(true)
    expect(hasDemoAccess(`latchkey-demo=${pass()}`)).toBe(false)
  })

  test('knows its key, and nothing that only resembles it', () => {
    configured()
    expect(isAccessKey(KEY)).toBe(true)
    for (const other of ['', ' ', KEY.toUpperCase(), `${KEY} `, KEY.slice(1), `${KEY}\0`])
      expect(isAccessKey(other)).toBe(false)
  })
})

describe('a demo without an access key', () => {
  test('is open to every browser', () => {
    configured({ demoAccessKey: undefined })
    expect(hasDemoAccess(undefined)).toBe(true)
  })

  test('has no key that opens it, not even the empty one', () => {
    configured({ demoAccessKey: undefined })
    for (const key of ['', 'undefined']) expect(isAccessKey(key)).toBe(false)
  })
})
