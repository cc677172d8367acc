import { describe, expect, test } from 'vitest'
import type { Permit } from '@/lib/guard/limiter'
import { hashPassword, passwordMatches } from './password'

const SOUND = 'twelve purple giraffes ponder'

/** Proof that a limit was counted; what is hashed or compared here isn't limited. */
const permit = {} as Permit
const hashed = async (password: string) => (await hashPassword(permit, password)) ?? ''

describe('the hash of a password', () => {
  test('is argon2id with at least 19 MiB, two passes, and a salt and a tag of 128 bits or more', async () => {
    const [, kind, version, parameters = '', salt = '', tag = ''] = (await hashed(SOUND)).split('$')
    expect([kind, version]).toEqual(['argon2id', 'v=19'])
    const cost = Object.fromEntries(parameters.split(',').map((one) => one.split('=')))
    expect(Number(cost.m)).toBeGreaterThanOrEqual(19 * 1024)
    expect(Number(cost.t)).toBeGreaterThanOrEqual(2)
    expect(Buffer.from(salt, 'base64').length).toBeGreaterThanOrEqual(16)
    expect(Buffer.from(tag, 'base64').length).toBeGreaterThanOrEqual(16)
  })

  test('has a salt of its own every time', async () => {
    expect(await hashed(SOUND)).not.toBe(await hashed(SOUND))
  })

  const matches = async (stored: string, tried: string) => passwordMatches(permit, await hashed(stored), tried)

  test('opens to the password it was made from and to no other', async () => {
    expect(await matches(SOUND, SOUND)).toBe(true)
    expect(await matches(SOUND, `${SOUND} `)).toBe(false)
    expect(await matches(SOUND, SOUND.toUpperCase())).toBe(false)
  })

  test('is the same for composed and decomposed accents, since keyboards differ', async () => {
    expect(await matches('caf\u00e9 caf\u00e9 caf\u00e9 ok', 'cafe\u0301 cafe\u0301 cafe\u0301 ok')).toBe(true)
    expect(await matches('cafe\u0301 cafe\u0301 cafe\u0301 ok', 'caf\u00e9 caf\u00e9 caf\u00e9 ok')).toBe(true)
  })

  test('tells apart what only looks alike', async () => {
    expect(await matches('\ufb01fteen letters ok', 'fifteen letters ok')).toBe(false)
  })

  test.each([
    ['at byte 73, where other hashes stop', 'a'.repeat(72)],
    ['at its 256th character', '😀'.repeat(255)],
    ['behind a NUL', 'before\0'],
  ])('differs by the last character %s', async (_, start) => {
    expect(await matches(`${start}x`, `${start}y`)).toBe(false)
  })
})

describe('a number without account', () => {
  test('is refused with any password', async () => {
    for (const tried of [SOUND, '', 'a wrong password']) expect(await passwordMatches(permit, null, tried)).toBe(false)
  })

  test('costs as much as a wrong password', async () => {
    const stored = await hashed(SOUND)
    const cost = async (passwordHash: string | null) => {
      const before = process.cpuUsage()
      await passwordMatches(permit, passwordHash, 'a wrong password')
      return process.cpuUsage(before).user
    }
    await cost(null)
    const costs = { known: 0, unknown: 0 }
    for (let n = 0; n < 10; n++) {
      costs.known += await cost(stored)
      costs.unknown += await cost(null)
    }
    expect(costs.unknown).toBeGreaterThan(costs.known / 2)
    expect(costs.unknown).toBeLessThan(costs.known * 2)
  })
})
