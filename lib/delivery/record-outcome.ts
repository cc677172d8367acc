import { db, type Tx } from '@/lib/db/driver/client'
import { expireLeases } from '@/lib/db/queries/claims'
import { cancelWaiting, dispatchesOf, insertNext, usefulSeconds } from '@/lib/db/queries/dispatches'
import { type Advance, advanceMessage } from '@/lib/db/queries/messages'
import { noteOptOut } from '@/lib/db/queries/opt-outs'
import { log } from '@/lib/log/log'
import { nextDispatch } from './failover'
import { newReceiptToken } from './outbox'
import { recordInBatch } from './outcome-batch'
import { gatewaysFor } from './sms-route'

type DispatchKey = { id: string; smsId: string; to: string }
type Dispatched = DispatchKey & { gateway: string }

export type Next = { id: string; now: boolean } | null

const LEASES_AT_ONCE = 20

const NEEDS_FOLLOW_UP: readonly Advance['status'][] = ['FAILED', 'UNKNOWN', 'UNDELIVERED']

/** Commits a dispatch's result together with its follow-up (R6). Idempotent, because the status only advances (R8). */
export async function recordOutcome(message: Dispatched, advance: Advance): Promise<Next> {
  if (!NEEDS_FOLLOW_UP.includes(advance.status)) {
    await recordInBatch(message.id, advance)
    return null
  }
  return db().$transaction((tx) => recordOutcomeWithin(tx, message, advance))
}

export async function recordOutcomeWithin(tx: Tx, message: Dispatched, advance: Advance): Promise<Next> {
  // Nothing advanced: a duplicate or stale receipt. A stale 'opted-out' must not undo a later START.
  if (!(await advanceMessage(tx, message.id, advance))) return null
  if (advance.status === 'DELIVERED') await cancelWaiting(tx, message.smsId)
  if (advance.refusal === 'opted-out') return recordOptOut(tx, message)
  return NEEDS_FOLLOW_UP.includes(advance.status) ? enqueueNext(tx, message) : null
}

/** An opt-out from one gateway applies to all, so there is no failover. */
async function recordOptOut(tx: Tx, { to: phone, gateway }: Dispatched): Promise<null> {
  await noteOptOut(tx, { phone, gateway })
  return null
}

/** Records expired leases of crashed or suspended processes as unknown outcomes: the SMS may have been sent. */
export const recordLostLeases = (): Promise<void> =>
  db().$transaction(async (tx) => {
    for (const message of await expireLeases(tx, LEASES_AT_ONCE)) {
      log().warn({ event: 'message.lease-lost', message: message.id })
      await enqueueNext(tx, message)
    }
  })

async function enqueueNext(tx: Tx, { id, smsId, to }: DispatchKey): Promise<Next> {
  const secondsLeft = await usefulSeconds(tx, smsId)
  if (secondsLeft === 0) return null
  const dispatches = await dispatchesOf(tx, smsId)
  // A decoy must not reach another gateway (R9).
  const isDecoy = dispatches.some(({ gateway }) => gateway === 'null')
  const next = nextDispatch(dispatches, isDecoy ? ['null'] : gatewaysFor(to))
  if (!next || next.delaySeconds >= secondsLeft) {
    log().error({ event: 'message.dead-end', message: id, dispatches: dispatches.length })
    return null
  }
  const nextId = await insertNext(tx, { ...next, previousId: id, receiptToken: newReceiptToken() })
  if (!nextId) return null
  log().warn({ event: 'message.next-dispatch', message: nextId, after: id, gateway: next.gateway })
  return { id: nextId, now: next.delaySeconds === 0 }
}
