import { expect, test } from 'vitest'
import { isHeardTooLittleOf } from './receipt-rate-monitor'

const usually = { gateway: 'kannel', usual: 1000, usualSettled: 900 }

test.each([
  ['none of twenty, where nine of ten are usual', { recent: 20, recentSettled: 0 }, true],
  ['less than half of what is usual', { recent: 100, recentSettled: 44 }, true],
  ['half of what is usual', { recent: 100, recentSettled: 45 }, false],
  ['as much as usual', { recent: 100, recentSettled: 90 }, false],
  ['too few messages to tell', { recent: 19, recentSettled: 0 }, false],
])('silence counts against a gateway compared with itself: %s', (_, now, expected) => {
  expect(isHeardTooLittleOf({ ...usually, ...now })).toBe(expected)
})

test('a gateway that never reports, or that hardly anything is known of, is not doubted', () => {
  const silent = { gateway: 'kannel', recent: 100, recentSettled: 0 }
  expect(isHeardTooLittleOf({ ...silent, usual: 1000, usualSettled: 0 })).toBe(false)
  expect(isHeardTooLittleOf({ ...silent, usual: 49, usualSettled: 49 })).toBe(false)
})
