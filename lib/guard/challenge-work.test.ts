import type { Challenge as AltchaChallenge } from 'altcha-lib'
import { expect, test, vi } from 'vitest'

const highest = vi.hoisted(() => ({ max: 0 }))
vi.mock('node:crypto', async (original) => ({
  ...(await original<typeof import('node:crypto')>()),
  // The work is random; the test needs only its bound.
  randomInt: (_min: number, max: number) => {
    highest.max = max
    return 1
  },
}))
vi.mock('@/lib/db/driver/client', () => ({ db: () => null }))
vi.mock('@/lib/db/driver/clock', () => ({ databaseNow: async () => new Date() }))

const { createChallengeFor } = await import('./challenge')

test.each([1, 2, 4])(
  'a challenge of difficulty %i requires at most that many times 450 derivations',
  async (difficulty) => {
    const { puzzle } = await createChallengeFor('browser', { puzzle: '', waitToken: '' }, 'failed', difficulty)
    expect(highest.max).toBe(450 * difficulty)
    expect((JSON.parse(puzzle) as AltchaChallenge).parameters.cost).toBe(5000)
  },
)
