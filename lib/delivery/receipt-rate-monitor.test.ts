import { expect, test } from 'vitest'
import { isDegradedBy } from './receipt-rate-monitor'

const usually = { gateway: 'kannel', usual: 1000, usualReported: 900 }

test.each([
  ['none of twenty, where nine of ten are usual', { recent: 20, recentReported: 0 }, true],
  ['less than half of what is usual', { recent: 100, recentReported: 44 }, true],
  ['half of what is usual', { recent: 100, recentReported: 45 }, false],
  ['as much as usual', { recent: 100, recentReported: 90 }, false],
  ['too few messages to tell', { recent: 19, recentReported: 0 }, false],
])('silence counts against a gateway compared with itself: %s', (_, now, expected) => {
  expect(isDegradedBy({ ...usually, ...now })).toBe(expected)
})

test('a gateway that never reports, or that hardly anything is known of, is not doubted', () => {
  const silent = { gateway: 'kannel', recent: 100, recentReported: 0 }
  expect(isDegradedBy({ ...silent, usual: 1000, usualReported: 0 })).toBe(false)
  expect(isDegradedBy({ ...silent, usual: 49, usualReported: 49 })).toBe(false)
})
