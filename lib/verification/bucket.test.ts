import { expect, test } from 'vitest'
import { Purpose } from '@/lib/db/generated/enums'
import { laneOf } from './bucket'

test('every purpose and every phone has a lane of its own, and so has every account from its own browsers: none empties another', () => {
  const phones = ['+12025550123', '+12025550124', '+1202555012']
  const lanes = Object.values(Purpose).flatMap((purpose) =>
    phones.flatMap((phone) =>
      [true, false].map((knownBrowser) => laneOf({ purpose, phone, knownBrowser, userId: `owner-of-${phone}` })),
    ),
  )
  expect(new Set(lanes).size).toBe(lanes.length)
})
