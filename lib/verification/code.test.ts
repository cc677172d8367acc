import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { type CodeSource, deriveCode, newCodeSource } from './code'
import { CODE_LENGTH } from './code-text'

const ring = (...ids: string[]) => ids.map((id) => ({ id, secret: Buffer.alloc(32, id) }))
const withKeys = (...ids: string[]) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ codeKeys: ring(...ids) } as configuration.Env)

beforeEach(() => withKeys('k1'))
afterEach(() => vi.restoreAllMocks())

const source = (changes: Partial<CodeSource> = {}): CodeSource => ({
  id: '00000000-0000-4000-8000-000000000000',
  purpose: 'SIGN_UP',
  phone: '+12025550123',
  context: '{}',
  nonce: new Uint8Array(16),
  keyId: 'k1',
  ...changes,
})

/** Counts up, so that every run has the same sample. */
const nonce = (n: number): Uint8Array => {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt32BE(n)
  return bytes
}

describe('code derivation', () => {
  const MANY = 100_000

  test('codes have six uniformly distributed digits, including leading zeros', () => {
    const codes = Array.from({ length: MANY }, (_, n) => deriveCode(source({ nonce: nonce(n) })) ?? '')
    expect(codes.filter((code) => !/^\d{6}$/.test(code))).toEqual([])
    const expected = MANY / 10
    for (let place = 0; place < CODE_LENGTH; place++) {
      const counts = Array.from(
        { length: 10 },
        (_, digit) => codes.filter((code) => code[place] === String(digit)).length,
      )
      // Chi-square with 9 degrees of freedom exceeds 28 with probability 0.001.
      expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(28)
    }
  })

  test('codes are the first 8 bytes of the HMAC modulo 10^6, unchanged across releases', () => {
    expect(deriveCode(source())).toBe('098127')
    expect(deriveCode(source({ purpose: 'PASSWORD_RESET', context: '{"leg":"old"}' }))).toBe('022926')
  })

  // A pair is equal by chance once in a million, so several pairs are compared.
  const sources = Array.from({ length: 20 }, (_, n) => source({ nonce: nonce(n) }))
  const alike = (change: Partial<CodeSource>) =>
    sources.filter((one) => deriveCode(one) === deriveCode({ ...one, ...change }))

  test.each<[string, Partial<CodeSource>]>([
    ['verification', { id: '00000000-0000-4000-8000-000000000001' }],
    ['purpose', { purpose: 'PASSWORD_RESET' }],
    ['phone', { phone: '+12025550124' }],
    ['context', { context: '{ }' }],
    ['nonce', { nonce: new Uint8Array(16).fill(255) }],
  ])('the code changes with its %s', (_, change) => {
    expect(alike(change)).toEqual([])
  })

  test('length prefixes distinguish inputs with equal concatenations', () => {
    expect(deriveCode(source({ phone: '+1', context: '2{}' }))).not.toBe(
      deriveCode(source({ phone: '+12', context: '{}' })),
    )
  })

  test('derives the same code every time', () => {
    const parts = fc.record({
      id: fc.uuid(),
      purpose: fc.constantFrom('SIGN_UP' as const, 'PASSWORD_RESET' as const),
      phone: fc.string(),
      context: fc.string({ unit: 'binary' }),
      nonce: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      keyId: fc.constant('k1'),
    })
    fc.assert(
      fc.property(parts, (one) => deriveCode(one) === deriveCode({ ...one, nonce: Uint8Array.from(one.nonce) })),
    )
  })
})

describe('key ring', () => {
  test('derives codes of an older key that is still in the ring', () => {
    const before = deriveCode(source())
    withKeys('k2', 'k1')
    expect(deriveCode(source())).toBe(before)
    expect(newCodeSource().keyId).toBe('k2')
  })

  test('derives a different code with another key', () => {
    withKeys('k1', 'k2')
    expect(deriveCode(source({ keyId: 'k2' }))).not.toBe(deriveCode(source()))
  })

  test('returns null for a key that has left the ring', () => {
    withKeys('k2')
    expect(deriveCode(source())).toBeNull()
  })
})

test('nonces have 128 bits and never repeat', () => {
  const nonces = Array.from({ length: 10_000 }, () => newCodeSource().nonce)
  expect(new Set(nonces.map((nonce) => Buffer.from(nonce).toString('hex'))).size).toBe(nonces.length)
  expect(nonces.every((nonce) => nonce.length === 16)).toBe(true)
})
