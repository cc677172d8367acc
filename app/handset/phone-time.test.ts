import { expect, test } from 'vitest'
import { arrivalTime, clockTime, lockDate } from './phone-time'

// Local times, so that the tests pass in every time zone.
const NOW = new Date(2026, 10, 29, 14, 5)

test("the clock and the date of a phone are the viewer's", () => {
  expect([clockTime(NOW), lockDate(NOW)]).toEqual(['14:05', 'Sunday, November 29'])
  expect(clockTime(new Date(2026, 10, 29, 0, 3))).toBe('00:03')
})

test('a message of today shows its time, an older one also its date', () => {
  expect(arrivalTime(new Date(2026, 10, 29, 0, 1), NOW)).toBe('00:01')
  expect(arrivalTime(new Date(2026, 10, 28, 23, 59), NOW)).toBe('Nov 28, 23:59')
  expect(arrivalTime(new Date(2025, 10, 29, 14, 5), NOW)).toBe('Nov 29, 14:05')
})

test("the server's HTML shows the time of a message with its date in UTC", () => {
  expect(arrivalTime(new Date('2026-11-29T23:59:00Z'), null)).toBe('Nov 29, 23:59 UTC')
})
