import { expect, test } from 'vitest'
import { isDegradedBy } from './receipt-rate-monitor'

const usually = { gateway: 'kannel', usual: 1000, usualReported: 900 }

test.each([
  ['degraded with no receipts for twenty messages', { recent: 20, recentReported: 0 }, true],
  ['degraded below half the usual rate', { recent: 100, recentReported: 44 }, true],
  ['not degraded at half the usual rate', { recent: 100, recentReported: 45 }, false],
  ['not degraded at the usual rate', { recent: 100, recentReported: 90 }, false],
  ['not degraded with too few messages', { recent: 19, recentReported: 0 }, false],
])('compares the receipt rate of a gateway with its usual rate: %s', (_, now, expected) => {
  expect(isDegradedBy({ ...usually, ...now })).toBe(expected)
})

test('does not degrade a gateway without usual receipts or with too little history', () => {
  const silent = { gateway: 'kannel', recent: 100, recentReported: 0 }
  expect(isDegradedBy({ ...silent, usual: 1000, usualReported: 0 })).toBe(false)
  expect(isDegradedBy({ ...silent, usual: 49, usualReported: 49 })).toBe(false)
})
