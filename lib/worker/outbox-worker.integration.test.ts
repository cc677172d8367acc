import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import * as signal from '@/lib/delivery/outbox-signal'
import { wakeOutboxWorker } from '@/lib/delivery/outbox-signal'
import { shutDown } from '@/lib/process/lifecycle'
import { refused, type ScriptedGateways, scriptGateways } from '@/lib/testing/gateways'
import { started } from '@/lib/testing/verifications'
import { dispatchRemaining, startOutboxWorker } from './outbox-worker'

const GIVE_UP_MS = 30_000

afterEach(async () => {
  await shutDown()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('not in time')
    await turn()
  }
}

/** Starts an outbox worker that does not poll, on an empty outbox. */
async function idleWorker(): Promise<ScriptedGateways> {
  const gateways = scriptGateways(['kannel', 'twilio'])
  await db().message.updateMany({ where: { status: { in: ['QUEUED', 'SENDING'] } }, data: { status: 'EXPIRED' } })
  // Within the worker, only polling uses this timer.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const waits = vi.spyOn(signal, 'waitForOutboxSignal')
  startOutboxWorker()
  await until(() => waits.mock.calls.length > 0)
  return gateways
}

test('a commit in the same process wakes the outbox worker', async () => {
  const gateways = await idleWorker()
  const { phone } = await started()
  wakeOutboxWorker()
  await until(() => gateways.sent.length > 0)
  expect(gateways.sent).toMatchObject([{ to: phone }])
})

test('an immediate failover wakes the outbox worker', async () => {
  const gateways = await idleWorker()
  gateways.answer('kannel', refused('number'))
  await started()
  wakeOutboxWorker()
  await until(() => gateways.sent.length > 1)
  expect(gateways.sent.map(({ gateway }) => gateway)).toEqual(['kannel', 'twilio'])
})

test('messages of other processes are dispatched at the next poll', async () => {
  const gateways = await idleWorker()
  await started()
  expect(gateways.sent).toEqual([])
  vi.advanceTimersByTime(250)
  await until(() => gateways.sent.length > 0)
})

test('a shutdown completes the dispatches in progress', async () => {
  const gateways = await idleWorker()
  const { messageId } = await started()
  wakeOutboxWorker()
  await until(() => gateways.sent.length > 0)
  await shutDown()
  expect(await db().message.findUniqueOrThrow({ where: { id: messageId } })).toMatchObject({ status: 'ACCEPTED' })
})

test('messages that are committed after the outbox worker has stopped are dispatched before the server ends', async () => {
  const gateways = await idleWorker()
  await shutDown()
  const { phone, messageId } = await started()
  wakeOutboxWorker()
  await dispatchRemaining()
  expect(gateways.sent).toMatchObject([{ to: phone }])
  expect(await db().message.findUniqueOrThrow({ where: { id: messageId } })).toMatchObject({ status: 'ACCEPTED' })
})
