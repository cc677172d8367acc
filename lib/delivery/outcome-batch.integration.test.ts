import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { advanceMessages } from '@/lib/db/queries/messages'
import { type ScriptedGateways, scriptGateways, unknown } from '@/lib/testing/gateways'
import { statementsOf } from '@/lib/testing/statements'
import { together } from '@/lib/testing/together'
import { started } from '@/lib/testing/verifications'
import { compose } from '@/lib/verification/compose-message'
import { dispatchWaiting } from './dispatch'

let gateways: ScriptedGateways
beforeEach(async () => {
  gateways = scriptGateways(['kannel', 'twilio'])
  await db().message.updateMany({ where: { status: 'QUEUED' }, data: { status: 'EXPIRED' } })
})
afterEach(() => vi.restoreAllMocks())

/** Starts verifications and dispatches their messages together. Returns the statements, and statuses by id. */
async function dispatchTogether(count: number) {
  const ids: string[] = []
  for (let n = 0; n < count; n++) ids.push((await started()).messageId)
  let results: PromiseSettledResult<unknown>[] = []
  const statements = await statementsOf(async () => {
    results = await Promise.allSettled(await dispatchWaiting(compose, { most: count }))
  })
  const rows = await db().message.findMany({ where: { id: { in: ids } } })
  return { statements, results, statuses: rows.map(({ status }) => status) }
}

test('a lone message is claimed, composed and recorded in two statements', async () => {
  const { statements, statuses } = await dispatchTogether(1)
  expect(statuses).toEqual(['ACCEPTED'])
  expect(statements).toHaveLength(2)
})

test('a batch of 50 messages is claimed, composed and recorded in two statements', async () => {
  const { statements, statuses } = await dispatchTogether(50)
  expect(statuses).toEqual(Array(50).fill('ACCEPTED'))
  expect(statements).toHaveLength(2)
})

test('a result that the database rejects costs no other of its batch', async () => {
  gateways.answer('kannel', { kind: 'accepted', gatewayMessageId: 'no database stores \0' }, { kind: 'accepted' })
  const { results, statuses } = await dispatchTogether(3)
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(statuses.toSorted()).toEqual(['ACCEPTED', 'ACCEPTED', 'SENDING'])
})

test('a result that calls for another dispatch is committed with it, not in a batch', async () => {
  gateways.answer('kannel', unknown, { kind: 'accepted' })
  const { results, statuses } = await dispatchTogether(2)
  expect(statuses.toSorted()).toEqual(['ACCEPTED', 'UNKNOWN'])
  const next = results.flatMap((one) => (one.status === 'fulfilled' && one.value) || [])
  expect(next).toEqual([{ id: expect.any(String), now: true }])
})

test('two processes that record results of the same messages advance each once', async () => {
  const ids: string[] = []
  for (let n = 0; n < 20; n++) ids.push((await started()).messageId)
  const advanced = await together(8, async (n) => {
    const ordered = n % 2 === 0 ? ids : ids.toReversed()
    return advanceMessages(
      db(),
      ordered.map((id) => ({ id, status: 'ACCEPTED' as const, segments: 1 })),
    )
  })
  expect(advanced.flatMap((some) => [...some]).toSorted()).toEqual(ids.toSorted())
  expect(await db().messageEvent.count({ where: { messageId: { in: ids }, status: 'ACCEPTED' } })).toBe(20)
})
