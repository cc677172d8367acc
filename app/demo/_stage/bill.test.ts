import { expect, test } from 'vitest'
import { billOf } from './bill'

test.each([
  [2400, 1, 0.83, '$19.92'],
  [21, 1, 0.83, '$0.17'],
  [100, 2, 1, '$2.00'],
  [0, 1, 0.83, '$0.00'],
])(
  '%i messages of %i segments cost %s cents a segment: %s in all',
  (messages, segmentsPerMessage, priceCents, bill) => {
    expect(billOf({ messages, segmentsPerMessage, priceCents })).toBe(bill)
  },
)
