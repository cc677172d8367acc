import { expect, test } from 'vitest'
import { timeSince, timeUntil } from './relative-time'

test.each([
  [0, 'in 1 second'],
  [1, 'in 1 second'],
  [45, 'in 45 seconds'],
  [119, 'in 119 seconds'],
  [120, 'in 2 minutes'],
  [121, 'in 3 minutes'],
  [3600, 'in 60 minutes'],
  [7199, 'in 120 minutes'],
  [7200, 'in 2 hours'],
  [7201, 'in 3 hours'],
  [86_400, 'in 24 hours'],
])('formats a time %i seconds from now as "%s"', (seconds, text) => {
  expect(timeUntil(seconds, 'en')).toBe(text)
})

test('rounds a future time up, so that a retry is never too early', () => {
  const UNITS = { second: 1, minute: 60, hour: 3600, day: 86_400 }
  for (let seconds = 0; seconds <= 200_000; seconds += 37) {
    const [, count, unit = ''] = timeUntil(seconds, 'en').split(' ')
    const rounded = Number(count) * UNITS[unit.replace(/s$/, '') as keyof typeof UNITS]
    expect(rounded).toBeGreaterThanOrEqual(seconds)
  }
})

test.each([
  [120, '2 minutes ago'],
  [7199, '119 minutes ago'],
  [7200, '2 hours ago'],
  [172_799, '47 hours ago'],
  [172_800, '2 days ago'],
  [2_591_999, '29 days ago'],
])('formats a time %i seconds ago as "%s"', (seconds, text) => {
  expect(timeSince(seconds, 'en')).toBe(text)
})
