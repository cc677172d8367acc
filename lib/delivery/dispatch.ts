import { db } from '@/lib/db/client'
import {
  advanceMessage,
  type ClaimedMessage,
  claimMessages,
  expireLeases,
  holdsLease,
  repeatMessage,
  unrepeatedUnknowns,
} from '@/lib/db/messages'
import { env } from '@/lib/env'
import { errorFacts, log } from '@/lib/log'
import { gatewayNamed } from './gateways/all'
import type { HandOverResult } from './gateways/gateway'
import { newReceiptToken } from './outbox'

const LEASE_SECONDS = 15
const CALL_MS = 10_000
const AT_ONCE = 16

/** What a message says, made when it is handed over; or why it must not be sent any more (R7). */
export type Composed =
  | { kind: 'text'; text: string }
  | { kind: 'dead'; status: 'FAILED' | 'EXPIRED' | 'CANCELED'; reason: string }
export type Compose = (message: ClaimedMessage) => Promise<Composed>

/** Hands one message over now, if it still waits. Safe to call twice and from several processes. */
export async function dispatchOne(id: string, compose: Compose): Promise<void> {
  for (const message of await claimMessages(db(), { id, most: 1, leaseSeconds: LEASE_SECONDS }))
    await hand(message, compose)
}

/** Hands over whatever waits, repeats what may have been lost, and says how many messages it took. */
export async function dispatchWaiting(compose: Compose): Promise<number> {
  await expireLeases(db())
  await repeatUnknowns()
  const messages = await claimMessages(db(), { id: null, most: AT_ONCE, leaseSeconds: LEASE_SECONDS })
  await Promise.all(messages.map((message) => hand(message, compose)))
  return messages.length
}

async function hand(message: ClaimedMessage, compose: Compose): Promise<void> {
  const composed = await compose(message)
  if (composed.kind === 'dead') {
    await advanceMessage(db(), message.id, { status: composed.status, detail: composed.reason })
    return
  }
  // A process that was stopped for longer than its lease must find out here, before the call.
  if (!(await holdsLease(db(), message.id, message.fence))) return
  const result = await call(message, composed.text)
  log().info({ event: 'message.handed-over', message: message.id, gateway: message.gateway, result: result.kind })
  await advanceMessage(db(), message.id, outcome(result))
}

async function call(message: ClaimedMessage, text: string): Promise<HandOverResult> {
  const gateway = gatewayNamed(message.gateway)
  if (!gateway) return { kind: 'refused', reason: 'no such gateway', permanent: true }
  const { to, receiptToken: reference, secondsLeft } = message
  const outgoing = { to, from: env().smsSender, text, reference, lifeSeconds: Math.floor(secondsLeft) }
  try {
    return await gateway.send(outgoing, AbortSignal.timeout(CALL_MS))
  } catch (error) {
    log().error({
      event: 'message.hand-over-failed',
      message: message.id,
      gateway: message.gateway,
      error: errorFacts(error),
    })
    return { kind: 'unknown', reason: 'the gateway failed' }
  }
}

function outcome(result: HandOverResult) {
  switch (result.kind) {
    case 'accepted':
      return { status: 'ACCEPTED', gatewayMessageId: result.gatewayMessageId } as const
    case 'refused':
      return { status: 'FAILED', detail: result.reason } as const
    case 'unknown':
      return { status: 'UNKNOWN', detail: result.reason } as const
  }
}

/**
 * A message whose outcome is unknown may have been lost, so it is handed over once more and never a third time (R6): only
 * a first hand-over is repeated, and one row a time. Whether it is still wanted is asked when it is composed.
 */
async function repeatUnknowns(): Promise<void> {
  for (const { id } of await unrepeatedUnknowns(db(), AT_ONCE)) {
    log().warn({ event: 'message.repeated', message: id })
    await repeatMessage(db(), id, newReceiptToken())
  }
}
