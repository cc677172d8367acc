import { beforeEach, expect, test } from 'vitest'
import { db, type Tx } from '@/lib/db/driver/client'
import { enqueue } from '@/lib/delivery/outbox'
import { recordLostLeases } from '@/lib/delivery/record-outcome'
import { together } from '@/lib/testing/together'
import { freshPhone } from '@/lib/testing/verifications'
import { claimMessages } from './claims'
import { cancelWaiting, insertNext } from './dispatches'
import { type Advance, advanceMessage, advanceMessages, expireWaiting } from './messages'
import { addSpendToTotals, rebuildSpend, segmentsWithin } from './spend'

/** Other tests change messages by themselves. */
beforeEach(async () => {
  await rebuildSpend(db())
})

const COUNTRIES = ['XA', 'XB', 'XC']
const TEMPLATES = ['signUpCode', 'passwordChanged'] as const

const queued = (of: { country?: string; template?: (typeof TEMPLATES)[number]; gateway?: 'handset' | 'null' } = {}) => {
  const { country = 'XA', template = 'signUpCode', gateway = 'handset' } = of
  const sms = { verificationId: null, to: freshPhone(), country, template, locale: 'en', gateway, lifeSeconds: 600 }
  return db().$transaction((tx) => enqueue(tx, sms))
}

const to = (id: string, ...advances: Advance[]) =>
  advances.reduce<Promise<unknown>>(
    (before, one) => before.then(() => advanceMessage(db(), id, one)),
    Promise.resolve(),
  )

const following = (tx: Tx, previousId: string) =>
  insertNext(tx, { previousId, gateway: 'handset', receiptToken: `spend-${previousId}`, delaySeconds: 3600 })

/** Every kind of change that a message goes through. */
const CHANGES: Record<string, (id: string) => Promise<unknown>> = {
  queued: async () => {},
  claimed: (id) => claimMessages(db(), { id, most: 1, leaseSeconds: 60 }),
  accepted: (id) => to(id, { status: 'ACCEPTED', segments: 3 }),
  'accepted in a batch': async (id) => {
    const [other, another] = [await queued({ country: 'XB' }), await queued({ country: 'XC' })]
    const ids = [another, id, other]
    await advanceMessages(
      db(),
      ids.map((one, n) => ({ id: one, status: 'ACCEPTED' as const, segments: n + 1 })),
    )
  },
  'refused and dispatched again': (id) =>
    db().$transaction(async (tx) => {
      await advanceMessage(tx, id, { status: 'FAILED', segments: 2 })
      await following(tx, id)
    }),
  'unknown, dispatched again and delivered meanwhile': async (id) => {
    await db().$transaction(async (tx) => {
      await advanceMessage(tx, id, { status: 'UNKNOWN', segments: 2 })
      await following(tx, id)
    })
    await db().$transaction(async (tx) => {
      await advanceMessage(tx, id, { status: 'DELIVERED' })
      await cancelWaiting(tx, id)
    })
  },
  'delivered before the response': (id) => to(id, { status: 'DELIVERED' }, { status: 'ACCEPTED', segments: 4 }),
  'failed and then delivered': (id) => to(id, { status: 'FAILED', segments: 2 }, { status: 'DELIVERED' }),
  canceled: (id) => to(id, { status: 'CANCELED' }, { status: 'CANCELED' }, { status: 'EXPIRED' }),
  'reported five times at once': (id) =>
    together(5, () => advanceMessage(db(), id, { status: 'UNDELIVERED', segments: 2 })),
  expired: async (id) => {
    await db().$executeRaw`UPDATE "Message" SET "expiresAt" = now() WHERE "id" = ${id}::uuid`
    await expireWaiting(db(), 1000)
  },
  'left by a process that died': async (id) => {
    await claimMessages(db(), { id, most: 1, leaseSeconds: 0 })
    await recordLostLeases()
  },
  'rolled back': async (id) => {
    const failing = db().$transaction(async (tx) => {
      await advanceMessage(tx, id, { status: 'ACCEPTED', segments: 9 })
      throw new Error('the cause failed')
    })
    await failing.catch(() => {})
  },
}

type Sums = { minute: Date; country: string; template: string; segments: number }[]

const sumsOfMessages = () => db().$queryRaw<Sums>`
  SELECT date_trunc('minute', "createdAt") AS "minute", "country", "template", sum(coalesce("segments", 1))::int AS "segments"
  FROM "Message" WHERE "gateway" <> 'null' AND "status" NOT IN ('FAILED', 'EXPIRED', 'CANCELED') AND "createdAt" > now() - interval '1 day'
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`

const sumsKept = () => db().$queryRaw<Sums>`
  SELECT "minute", "country", "template", sum("segments")::int AS "segments"
  FROM (TABLE "SpendTotal" UNION ALL SELECT date_trunc('minute', "at"), "country", "template", "segments" FROM "SpendChange") AS kept
  WHERE "minute" > now() - interval '1 day' GROUP BY 1, 2, 3 HAVING sum("segments") <> 0 ORDER BY 1, 2, 3`

const kept = () => db().$queryRaw<Sums>`
  SELECT * FROM "SpendTotal" WHERE "segments" <> 0 AND "minute" > now() - interval '1 day' ORDER BY 1, 2, 3`

const allAdded = async () => {
  while ((await addSpendToTotals(db(), 7)) > 0);
}

test.each(Object.keys(CHANGES))('the sums equal those of the messages after a change: %s', async (what) => {
  const before = await sumsKept()
  for (const gateway of ['handset', 'null'] as const) await CHANGES[what]?.(await queued({ gateway }))
  const after = await sumsOfMessages()
  expect(await sumsKept()).toEqual(after)
  if (what === 'accepted') expect(after).not.toEqual(before)
})

test('the sums equal those of the messages, by minute, country and template, after concurrent changes and additions', async () => {
  const all = COUNTRIES.flatMap((country) => TEMPLATES.map((template) => ({ country, template })))
  const changes = all.flatMap((of) => Object.values(CHANGES).map((change) => ({ of, change })))
  const ids = await together(changes.length, (n) => queued(changes[n]?.of))
  // As if they were older: their changes belong to the minute of their creation.
  await db().$executeRaw`
    UPDATE "Message" SET "createdAt" = "createdAt" - make_interval(mins => length("to") + ascii(right("to", 1)) % 3)
    WHERE "country" = ANY(${COUNTRIES})`
  await rebuildSpend(db())
  const changing = together(changes.length, async (n) => changes[n]?.change(ids[n] ?? ''))
  let isOver = false
  const adding = together(4, async (n) => {
    while (!isOver) await (n === 0 ? rebuildSpend(db()) : addSpendToTotals(db(), 3))
  })
  await changing.finally(() => {
    isOver = true
  })
  await adding
  const expected = await sumsOfMessages()
  expect(new Set(expected.map(({ minute }) => Number(minute))).size).toBeGreaterThan(2)
  expect(await sumsKept()).toEqual(expected)
  await allAdded()
  expect(await kept()).toEqual(expected)
  await rebuildSpend(db())
  expect(await kept()).toEqual(expected)
  expect(await db().spendChange.count()).toBe(0)
})

test('spending caps read totals and what was not added to them yet', async () => {
  const inHour = async () => {
    const rows = await segmentsWithin(db(), { hours: 1, templates: ['passwordChanged'] })
    const ours = rows.filter(({ country }) => country === 'XD')
    return ours.map(({ age, segments, watched }) => ({ age, segments, watched }))
  }
  await queued({ country: 'XD' })
  await allAdded()
  await to(await queued({ country: 'XD', template: 'passwordChanged' }), { status: 'ACCEPTED', segments: 2 })
  const found = await inHour()
  expect(found.reduce((sum, { segments }) => sum + segments, 0)).toBe(3)
  expect(found.reduce((sum, { watched }) => sum + watched, 0)).toBe(2)
  expect(found[0]?.age).toBeLessThan(3)
})
