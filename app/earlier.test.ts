import { createTranslator } from 'use-intl/core'
import { describe, expect, test, vi } from 'vitest'
import messages from '@/lib/i18n/messages/en.json'
import { earlier } from './earlier'

vi.mock('next-intl/server', () => ({
  getTranslations: async (namespace: 'time') => createTranslator({ locale: 'en', messages, namespace }),
}))

describe('when something was', () => {
  test.each([
    [-1, 'just now'],
    [0, 'just now'],
    [119, 'just now'],
    [120, '2 minutes ago'],
    [7199, '119 minutes ago'],
    [7200, '2 hours ago'],
    [172_799, '47 hours ago'],
    [172_800, '2 days ago'],
    [2_591_999, '29 days ago'],
  ])('%i seconds ago is said as people say it: %s', async (seconds, said) => {
    expect(await earlier(seconds)).toBe(said)
  })
})
