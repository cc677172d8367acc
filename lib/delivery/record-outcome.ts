import { db, type Tx } from '@/lib/db/driver/client'
import { cancelWaiting, dispatchesOf, insertNext, usefulSeconds } from '@/lib/db/queries/dispatches'
import { type Advance, advanceMessage, expireLeases } from '@/lib/db/queries/messages'
import { noteOptOut } from '@/lib/db/queries/opt-outs'
import { log } from '@/lib/log/log'
import { nextDispatch } from './failover'
import { newReceiptToken } from './outbox'
import { gatewaysFor } from './sms-route'

type DispatchKey = { id: string; smsId: string; to: string }
type Dispatched = DispatchKey & { gateway: string }

/** What a dispatch leads to: nothing, or another one, to be done now or later. */
export type Next = { id: string; now: boolean } | null

const LEASES_AT_ONCE = 20

const CALLS_FOR_ANOTHER: readonly Advance['status'][] = ['FAILED', 'UNKNOWN', 'UNDELIVERED']

/**
 * Records what became of a dispatch and, where that calls for another one, commits that with it (R6): a crash loses
 * neither. The status only moves forward (R8), so the same news twice leads to nothing.
 */
export async function recordOutcome(message: Dispatched, to: Advance): Promise<Next> {
  if (!CALLS_FOR_ANOTHER.includes(to.status)) {
    await advanceMessage(db(), message.id, to)
    return null
  }
  return db().$transaction((tx) => recordOutcomeWithin(tx, message, to))
}

/** The same in a transaction that has more to do. */
export async function recordOutcomeWithin(tx: Tx, message: Dispatched, to: Advance): Promise<Next> {
  // Old news, said again, must not undo what the person has said since.
  if (!(await advanceMessage(tx, message.id, to))) return null
  if (to.status === 'DELIVERED') await cancelWaiting(tx, message.smsId)
  if (to.refusal === 'opted-out') return respect(tx, message)
  return CALLS_FOR_ANOTHER.includes(to.status) ? follow(tx, message) : null
}

/** Whoever told one gateway to stop isn't written to by another. */
async function respect(tx: Tx, { to: phone, gateway }: Dispatched): Promise<null> {
  await noteOptOut(tx, { phone, gateway })
  return null
}

/** Dispatches of processes that died or were stopped for longer than their lease: they may have been sent. */
export const recordLostLeases = (): Promise<void> =>
  db().$transaction(async (tx) => {
    for (const message of await expireLeases(tx, LEASES_AT_ONCE)) {
      log().warn({ event: 'message.lease-lost', message: message.id })
      await follow(tx, message)
    }
  })

async function follow(tx: Tx, { id, smsId, to }: DispatchKey): Promise<Next> {
  const secondsLeft = await usefulSeconds(tx, smsId)
  if (secondsLeft === 0) return null
  const dispatches = await dispatchesOf(tx, smsId)
  // What went to the null gateway is a decoy, and stays one (R9).
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
