import { expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { purge } from '@/lib/db/queries/purges'
import { MAKE_OVER } from '@/lib/testing/retention'
import { ageVerification, started } from '@/lib/testing/verifications'
import { retention } from './data-retention'

const exists = async (at: { table: string; key: string; value: string }) =>
  (await db().$queryRawUnsafe<unknown[]>(`SELECT 1 FROM "${at.table}" WHERE "${at.key}"::text = $1`, at.value)).length >
  0

const keptDays = (kept: string) => Number.parseInt(kept, 10) || 0

test.each(retention())('purges $what after their retention period: $kept', async ({ what, kept, purge: purgeOne }) => {
  const make = MAKE_OVER[what]
  if (!make) throw new Error(`nothing makes ${what}`)
  const days = keptDays(kept)
  const [young, old] = [await make(db(), days - 1), await make(db(), days + 1)]
  expect(await purgeOne()).toBeGreaterThan(0)
  expect(await exists(young)).toBe(true)
  expect(await exists(old)).toBe(false)
})

test('purges the oldest rows first, up to the batch size', async () => {
  await purge(db(), 'verifications', 7, 10_000)
  const made = []
  for (const days of [9, 30, 8, 20]) made.push(await MAKE_OVER.verifications?.(db(), days))
  expect(await purge(db(), 'verifications', 7, 2)).toBe(2)
  const left = await Promise.all(made.map(async (one) => one && (await exists(one))))
  expect(left).toEqual([true, false, true, false])
})

test('keeps the messages of a purged verification and their events', async () => {
  const { id, messageId } = await started()
  await ageVerification(id, 8 * 24 * 60 * 60)
  await purge(db(), 'verifications', 7, 10_000)
  expect(await db().verification.count({ where: { id } })).toBe(0)
  const message = await db().message.findUniqueOrThrow({ where: { id: messageId }, include: { events: true } })
  expect(message).toMatchObject({ verificationId: null, events: [{ status: 'QUEUED' }] })
})

test('clears the reference to a purged previous dispatch', async () => {
  const [first, next] = [await MAKE_OVER.messages?.(db(), 31), await MAKE_OVER.messages?.(db(), 1)]
  await db().message.update({ where: { id: next?.value }, data: { previousId: first?.value } })
  await retention()
    .find(({ what }) => what === 'messages')
    ?.purge()
  const left = await db().message.findUniqueOrThrow({ where: { id: next?.value } })
  expect(left.previousId).toBeNull()
  expect(await db().messageEvent.count({ where: { messageId: first?.value } })).toBe(0)
})
