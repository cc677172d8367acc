import { createTranslator } from 'use-intl/core'
import { describe, expect, test, vi } from 'vitest'
import messages from '@/lib/i18n/messages/en.json'
import { later } from './later'

vi.mock('next-intl/server', () => ({
  getTranslations: async (namespace: 'time') => createTranslator({ locale: 'en', messages, namespace }),
}))

describe('when somebody may try again', () => {
  test.each([
    [0, 'in 1 second'],
    [1, 'in 1 second'],
    [30, 'in 30 seconds'],
    [119, 'in 119 seconds'],
    [120, 'in 2 minutes'],
    [121, 'in 3 minutes'],
    [3600, 'in 60 minutes'],
    [7199, 'in 120 minutes'],
    [7200, 'in 2 hours'],
    [7201, 'in 3 hours'],
    [86_400, 'in 24 hours'],
  ])('%i seconds from now is said as people say it: %s', async (seconds, said) => {
    expect(await later(seconds)).toBe(said)
  })

  test('is never said to be earlier than it is', async () => {
    const UNITS = { second: 1, minute: 60, hour: 3600 }
    for (let seconds = 0; seconds <= 90_000; seconds += 37) {
      const [, count, unit = ''] = (await later(seconds)).split(' ')
      const said = Number(count) * UNITS[unit.replace(/s$/, '') as keyof typeof UNITS]
      expect(said).toBeGreaterThanOrEqual(seconds)
    }
  })
})
