import { describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { claimMessages } from '@/lib/db/queries/claims'
import { outboxBacklog } from '@/lib/db/queries/message-stats'
import { advanceMessage, expireWaiting } from '@/lib/db/queries/messages'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { together } from '@/lib/testing/together'
import { freshPhone } from '@/lib/testing/verifications'
import { type Compose, dispatchWaiting } from './dispatch'
import { enqueue } from './outbox'
import { recordLostLeases } from './record-outcome'

const saying =
  (text: string): Compose =>
  () => ({ kind: 'text', text })
const compose = saying('a text')

const queued = async (to = freshPhone()) => {
  const sms = {
    verificationId: null,
    country: 'US',
    template: 'passwordChanged',
    locale: 'en',
    gateway: 'handset',
  } as const
  return db().$transaction((tx) => enqueue(tx, { ...sms, to, lifeSeconds: 600 }))
}

const rowOf = (id: string) => db().message.findUniqueOrThrow({ where: { id } })
const taken = (to: string) => db().handsetMessage.count({ where: { to } })

/** Expires the lease, as if its process had crashed. */
const loseLease = (id: string) =>
  db().$executeRaw`UPDATE "Message" SET "leaseUntil" = now() - interval '1 second' WHERE "id" = ${id}::uuid`

/** Dispatches all queued messages with three concurrent workers. */
const emptyOutbox = async () => {
  const work = async () => {
    await recordLostLeases()
    // Skips rows locked by another worker, to prevent a deadlock.
    await db().$executeRaw`
      UPDATE "Message" SET "notBefore" = now()
      WHERE "id" IN (SELECT "id" FROM "Message" WHERE "status" = 'QUEUED' FOR UPDATE SKIP LOCKED)`
    const begun = await dispatchWaiting(compose, { most: 16 })
    await Promise.all(begun)
    return begun.length
  }
  while ((await together(3, work)).some((count) => count > 0));
}

const claim = async (id: string) => (await claimMessages(db(), { id, most: 1, leaseSeconds: 15 }))[0]

describe('dispatch', () => {
  test('rolls a message back with the transaction that enqueues it', async () => {
    const to = freshPhone()
    const failing = db().$transaction(async (tx) => {
      await enqueue(tx, {
        verificationId: null,
        to,
        country: 'US',
        template: 'passwordChanged',
        locale: 'en',
        gateway: 'handset',
        lifeSeconds: 60,
      })
      throw new Error('the cause failed')
    })
    await expect(failing).rejects.toThrow('the cause failed')
    expect(await db().message.count({ where: { to } })).toBe(0)
  })

  test('dispatches a message once despite concurrent attempts', async () => {
    const to = freshPhone()
    const id = await queued(to)
    await together(20, () => dispatchMessage(id, compose))
    expect(await taken(to)).toBe(1)
    expect(await rowOf(id)).toMatchObject({ status: 'ACCEPTED', fencingToken: 1 })
  })

  test('records the number of billed segments', async () => {
    const [short, long] = [await queued(), await queued()]
    await dispatchMessage(short, compose)
    await dispatchMessage(long, saying('x'.repeat(161)))
    expect([(await rowOf(short)).segments, (await rowOf(long)).segments]).toEqual([1, 2])
  })

  test('dispatches newer messages before older ones and never expired ones', async () => {
    await emptyOutbox()
    const [old, newer, dead] = [await queued(), await queued(), await queued()]
    await db().$executeRaw`UPDATE "Message" SET "notBefore" = now() - interval '1 minute' WHERE "id" = ${old}::uuid`
    await db().$executeRaw`UPDATE "Message" SET "expiresAt" = now() - interval '1 second' WHERE "id" = ${dead}::uuid`
    await expireWaiting(db(), 100)
    await Promise.all(await dispatchWaiting(compose, { most: 1 }))
    expect([(await rowOf(old)).status, (await rowOf(newer)).status, (await rowOf(dead)).status]).toEqual([
      'QUEUED',
      'ACCEPTED',
      'EXPIRED',
    ])
    await emptyOutbox()
  })

  test('commits the status SENDING before it composes the message', async () => {
    const id = await queued()
    let seen: Promise<string> | undefined
    await dispatchMessage(id, (message) => {
      seen = rowOf(id).then(({ status }) => status)
      return compose(message)
    })
    expect(await seen).toBe('SENDING')
  })

  test('redispatches a message once after a lost lease, and never a third time', async () => {
    const to = freshPhone()
    const id = await queued(to)
    await claim(id)
    await loseLease(id)
    await emptyOutbox()
    const rows = await db().message.findMany({ where: { to }, orderBy: { createdAt: 'asc' } })
    expect(rows).toMatchObject([{ status: 'UNKNOWN' }, { status: 'ACCEPTED', previousId: id }])
    const [, again] = rows
    await db().message.update({ where: { id: again?.id }, data: { status: 'SENDING' } })
    await loseLease(again?.id ?? '')
    await emptyOutbox()
    expect(await db().message.count({ where: { to } })).toBe(2)
  })

  test('records an unknown outcome when the call of the gateway throws', async () => {
    const id = await queued()
    await dispatchMessage(id, saying('\0 cannot be stored'))
    expect(await rowOf(id)).toMatchObject({ status: 'UNKNOWN', error: 'the gateway failed' })
  })

  test('dispatches the other messages of a batch when composing one throws', async () => {
    await emptyOutbox()
    const [broken, good] = [await queued(), await queued()]
    const begun = await dispatchWaiting(
      (message) => {
        if (message.id === broken) throw new Error('a bug')
        return compose(message)
      },
      { most: 2 },
    )
    expect((await Promise.allSettled(begun)).map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect([(await rowOf(broken)).status, (await rowOf(good)).status]).toEqual(['SENDING', 'ACCEPTED'])
  })

  test('does not fail over when the text cannot be composed', async () => {
    const id = await queued()
    await dispatchMessage(id, () => ({ kind: 'dead', status: 'FAILED', reason: 'poison' }))
    expect(await db().message.findMany({ where: { smsId: id } })).toMatchObject([{ status: 'FAILED', error: 'poison' }])
  })

  test('fails a message for an unconfigured gateway and records the reason', async () => {
    const id = await queued()
    await db().message.update({ where: { id }, data: { gateway: 'gone' } })
    await dispatchMessage(id, compose)
    expect(await rowOf(id)).toMatchObject({ status: 'FAILED', error: 'no such gateway' })
  })

  test('the backlog has the number of waiting messages and the age of the oldest, and excludes completed messages', async () => {
    await emptyOutbox()
    const before = await outboxBacklog(db())
    const id = await queued()
    await db().$executeRaw`UPDATE "Message" SET "notBefore" = now() - interval '95 seconds' WHERE "id" = ${id}::uuid`
    const waiting = await outboxBacklog(db())
    expect(waiting.waiting).toBe(before.waiting + 1)
    expect(waiting.oldestSeconds).toBeGreaterThanOrEqual(90)
    await dispatchMessage(id, compose)
    expect((await outboxBacklog(db())).waiting).toBe(before.waiting)
  })
})

describe('leases', () => {
  test.each([
    { clock: 'monotonic', of: performance, method: 'now' as const },
    { clock: 'system', of: Date, method: 'now' as const },
  ])(
    'does not call the gateway once 10 seconds have passed since the claim by the $clock clock',
    async ({ of, method }) => {
      const dispatchAfter = async (ms: number) => {
        const to = freshPhone()
        const id = await queued(to)
        const now = vi.spyOn(of, method)
        await dispatchMessage(id, (message) => {
          now.mockReturnValue(of[method]() + ms)
          return compose(message)
        })
        now.mockRestore()
        return [await taken(to), (await rowOf(id)).status]
      }
      expect(await dispatchAfter(8000)).toEqual([1, 'ACCEPTED'])
      expect(await dispatchAfter(10_000)).toEqual([0, 'SENDING'])
    },
  )

  test('claims a message once', async () => {
    const id = await queued()
    expect([await claim(id), await claim(id)]).toMatchObject([{ id, fencingToken: 1 }, undefined])
  })
})

describe('recording an outcome', () => {
  test("keeps the status of an earlier receipt and adds the gateway's message id", async () => {
    const id = await queued()
    await claim(id)
    await advanceMessage(db(), id, { status: 'DELIVERED' })
    await advanceMessage(db(), id, { status: 'ACCEPTED', gatewayMessageId: 'their-id' })
    expect(await rowOf(id)).toMatchObject({ status: 'DELIVERED', gatewayMessageId: 'their-id' })
  })
})
