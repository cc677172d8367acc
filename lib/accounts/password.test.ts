import { describe, expect, test } from 'vitest'
import type { Permit } from '@/lib/guard/limiter'
import { hashPassword, passwordMatches } from './password'

const SOUND = 'twelve purple giraffes ponder'

const permit = {} as Permit
const hashed = async (password: string) => (await hashPassword(permit, password)) ?? ''

describe('password hashes', () => {
  test('hashes with argon2id: at least 19 MiB, two passes, and 128 bits of salt and tag', async () => {
    const [, kind, version, parameters = '', salt = '', tag = ''] = (await hashed(SOUND)).split('$')
    expect([kind, version]).toEqual(['argon2id', 'v=19'])
    const cost = Object.fromEntries(parameters.split(',').map((one) => one.split('=')))
    expect(Number(cost.m)).toBeGreaterThanOrEqual(19 * 1024)
    expect(Number(cost.t)).toBeGreaterThanOrEqual(2)
    expect(Buffer.from(salt, 'base64').length).toBeGreaterThanOrEqual(16)
    expect(Buffer.from(tag, 'base64').length).toBeGreaterThanOrEqual(16)
  })

  test('uses a new salt for every hash', async () => {
    expect(await hashed(SOUND)).not.toBe(await hashed(SOUND))
  })

  const matches = async (stored: string, tried: string) => passwordMatches(permit, await hashed(stored), tried)

  test('a hash matches only its own password', async () => {
    expect(await matches(SOUND, SOUND)).toBe(true)
    expect(await matches(SOUND, `${SOUND} `)).toBe(false)
    expect(await matches(SOUND, SOUND.toUpperCase())).toBe(false)
  })

  test('a hash matches composed and decomposed accents, since keyboards differ', async () => {
    expect(await matches('caf\u00e9 caf\u00e9 caf\u00e9 ok', 'cafe\u0301 cafe\u0301 cafe\u0301 ok')).toBe(true)
    expect(await matches('cafe\u0301 cafe\u0301 cafe\u0301 ok', 'caf\u00e9 caf\u00e9 caf\u00e9 ok')).toBe(true)
  })

  test('a hash does not match a password that only looks alike', async () => {
    expect(await matches('\ufb01fteen letters ok', 'fifteen letters ok')).toBe(false)
  })

  test.each([
    ['at byte 73, where other hashes stop', 'a'.repeat(72)],
    ['at its 256th character', '😀'.repeat(255)],
    ['after a NUL', 'before\0'],
  ])('a hash depends on the last character %s', async (_, start) => {
    expect(await matches(`${start}x`, `${start}y`)).toBe(false)
  })
})

describe('numbers without an account', () => {
  test('rejects any password without a hash', async () => {
    for (const tried of [SOUND, '', 'a wrong password']) expect(await passwordMatches(permit, null, tried)).toBe(false)
  })

  test('takes the same time without a hash as for a wrong password (R9)', async () => {
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
