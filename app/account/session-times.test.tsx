import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { ago, SessionTimes } from './session-times'
import { isWelcome } from './welcome'

vi.mock('next-intl/server', async () => {
  const { createTranslator } = await import('use-intl/core')
  const { default: messages } = await import('@/lib/i18n/messages/en.json')
  const getTranslations = async (namespace: 'sessions') => createTranslator({ locale: 'en', messages, namespace })
  return { getTranslations, getLocale: async () => 'en' }
})

const MINUTE = 60
const DAY = 24 * 60 * MINUTE

const session = (secondsOld: number, secondsUnseen: number, isCurrent = false) => ({
  handle: '00000000-0000-4000-8000-000000000000',
  browserName: 'Firefox',
  systemName: 'Windows',
  createdAt: new Date(0),
  lastSeenAt: new Date(0),
  secondsOld,
  secondsUnseen,
  isCurrent,
})

test.each([
  [0, 0, false, 'Active now'],
  [119, 119, false, 'Active now'],
  [5 * MINUTE, 60, false, 'Active now · Signed in 5 minutes ago'],
  [5 * MINUTE, 5 * MINUTE, false, 'Last active 5 minutes ago'],
  [3 * DAY, 3 * DAY + 60, false, 'Last active 3 days ago'],
  [3 * DAY, 5 * MINUTE, false, 'Last active 5 minutes ago · Signed in 3 days ago'],
  [3 * DAY, 10 * MINUTE, true, 'Active now · Signed in 3 days ago'],
])(
  'shows a session that began %i s ago and was used %i s ago (this device: %s) as "%s"',
  async (old, unseen, here, text) => {
    const html = renderToStaticMarkup(await SessionTimes({ session: session(old, unseen, here) }))
    expect(html.replace(/<[^>]*>/g, '')).toBe(text)
  },
)

test.each([
  [-1, 'just now'],
  [0, 'just now'],
  [119, 'just now'],
  [120, '2 minutes ago'],
])('formats an event %i s ago as "%s"', async (seconds, text) => {
  expect(await ago(seconds)).toBe(text)
})

test.each([
  ['yes', 0, true, true],
  ['yes', 599, true, true],
  ['yes', 600, true, false],
  ['yes', 0, false, false],
  ['no', 0, true, false],
  [undefined, 0, true, false],
])('shows the sign-up steps for welcome=%s and a session %i s old (this device: %s): %s', (asked, old, here, shown) => {
  expect(isWelcome(asked, [session(old, 0, here)])).toBe(shown)
})
