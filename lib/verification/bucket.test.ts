import { expect, test } from 'vitest'
import { Purpose } from '@/lib/db/generated/enums'
import { bucketOf } from './bucket'

test('each phone and purpose, and each account for its known browsers, has its own bucket', () => {
  const phones = ['+12025550123', '+12025550124', '+1202555012']
  const buckets = Object.values(Purpose).flatMap((purpose) =>
    phones.flatMap((phone) =>
      [true, false].map((knownBrowser) => bucketOf({ purpose, phone, knownBrowser, userId: `owner-of-${phone}` })),
    ),
  )
  expect(new Set(buckets).size).toBe(buckets.length)
})
