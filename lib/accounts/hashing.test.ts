import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { hashInTurn } from './hashing'

/** Returns hashes that wait for `finish`. */
function heldHashes() {
  const begun: (() => void)[] = []
  const hash = () => new Promise<string>((done) => begun.push(() => done('hashed')))
  const finish = async () => {
    while (begun.length > 0) {
      begun.shift()?.()
      await new Promise(setImmediate)
    }
  }
  return { hash, begun, finish }
}

test('hashes few passwords concurrently, queues 64, and rejects more at once', async () => {
  const { hash, begun, finish } = heldHashes()
  const all = Array.from({ length: 200 }, () => hashInTurn(hash))
  await new Promise(setImmediate)
  const atOnce = begun.length
  expect(atOnce).toBeGreaterThanOrEqual(1)
  expect(atOnce).toBeLessThanOrEqual(Math.max(1, Math.min(4, availableParallelism() - 1)))
  const finishing = finish()
  const outcomes = await Promise.all(all)
  await finishing
  expect(outcomes.filter((outcome) => outcome === 'hashed')).toHaveLength(atOnce + 64)
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(200 - atOnce - 64)
})

test('a failed hash rejects its caller and does not block the next', async () => {
  await expect(hashInTurn(() => Promise.reject(new Error('out of memory')))).rejects.toThrow('out of memory')
  expect(await hashInTurn(async () => 'hashed')).toBe('hashed')
})
