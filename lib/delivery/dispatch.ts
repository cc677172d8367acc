import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { type Advance, advanceMessage, type ClaimedMessage, claimMessages, heldLeases } from '@/lib/db/queries/messages'
import { optedOutOf } from '@/lib/db/queries/opt-outs'
import { errorFacts, log } from '@/lib/log/log'
import { injectFault } from '@/lib/process/fault-injection'
import { throughBreaker } from './circuit-breakers'
import type { DispatchResult, OutgoingMessage } from './gateways/gateway'
import { gatewayNamed } from './gateways/lookup'
import { type Next, recordOutcome } from './record-outcome'
import { senderFor } from './routing'
import { segmentsOf } from './segments'
import { gatewaysFor } from './sms-route'

const LEASE_SECONDS = 15
const CALL_MS = 10_000

/** A message's text, composed at dispatch, or the reason why it must no longer be sent (R7). */
export type Composed =
  | { kind: 'text'; text: string }
  | { kind: 'dead'; status: 'FAILED' | 'EXPIRED' | 'CANCELED'; reason: string }
/** Composes a batch, so that its data is read together. Returns one result per message, in order. */
export type Compose = (messages: ClaimedMessage[]) => Promise<Composed[]>

/** Dispatches one message if it is still queued, including immediate failovers. Idempotent across processes. */
export async function dispatchOne(id: string, compose: Compose): Promise<void> {
  let next: Next = { id, now: true }
  while (next?.now) {
    const messages = await claimMessages(db(), { id: next.id, most: 1, leaseSeconds: LEASE_SECONDS })
    const [dispatch] = await begin(messages, compose)
    next = (await dispatch) ?? null
  }
}

export async function dispatchWaiting(compose: Compose, most: number): Promise<Promise<void>[]> {
  const messages = await claimMessages(db(), { id: null, most, leaseSeconds: LEASE_SECONDS })
  const begun = await begin(messages, compose)
  return begun.map(async (dispatch) => {
    const next = await dispatch
    if (next?.now) await dispatchOne(next.id, compose)
  })
}

/** Enforced at dispatch only, so that starting a verification does not reveal an opt-out (R9). */
const OPTED_OUT: Composed = { kind: 'dead', status: 'CANCELED', reason: 'the number opted out' }

async function begin(messages: ClaimedMessage[], compose: Compose): Promise<Promise<Next>[]> {
  if (messages.length === 0) return []
  injectFault('after-claim')
  const ready = await prepare(messages, compose).catch((error) => {
    log().error({ event: 'messages.not-prepared', messages: messages.length, error: errorFacts(error) })
    return null
  })
  return messages.map((message, index) => (ready ? sendMessage(message, ready[index]) : failUnsent(message)))
}

async function prepare(messages: ClaimedMessage[], compose: Compose): Promise<(Composed | undefined)[]> {
  const claimedAt = performance.now()
  const composed = await compose(messages)
  const optedOut = await optedOutOf(db(), [...new Set(messages.map(({ to }) => to))])
  // A process suspended for longer than its lease must notice before the calls: the database confirms the lease, and the
  // monotonic clock shows whether the confirmation itself was read too late.
  const held = await heldLeases(db(), messages)
  const isLate = performance.now() - claimedAt >= LEASE_SECONDS * 1000
  return messages.map(({ id, to }, index) => {
    if (isLate || !held.has(id)) return undefined
    return optedOut.has(to) ? OPTED_OUT : composed[index]
  })
}

/** FAILED, because nothing was sent: it does not count as a dispatch that may have reached a carrier (R6). */
const failUnsent = (message: ClaimedMessage): Promise<Next> =>
  recordOutcome(message, { status: 'FAILED', detail: 'not sent: the database failed', refusal: 'transient' })

async function sendMessage(message: ClaimedMessage, composed: Composed | undefined): Promise<Next> {
  if (!composed) return null
  if (composed.kind === 'dead') return discard(message, composed)
  const { segments, encoding } = segmentsOf(composed.text)
  const outgoing = outgoingFor(message, composed.text, encoding)
  const startedAt = performance.now()
  const result = await throughBreaker(message.gateway, () => callGateway(message, outgoing))
  injectFault('after-answer')
  logDispatch(message, result, (performance.now() - startedAt) / 1000)
  const next = await recordOutcome(message, { ...advanceFor(result), segments })
  injectFault('after-record')
  return next
}

async function discard(message: ClaimedMessage, { status, reason }: Composed & { kind: 'dead' }): Promise<null> {
  const { id, to: phone, template } = message
  log().info({ event: 'message.not-sent', message: id, phone, template, reason })
  await advanceMessage(db(), id, { status, detail: reason })
  return null
}

function outgoingFor(message: ClaimedMessage, text: string, encoding: OutgoingMessage['encoding']): OutgoingMessage {
  const { to, gateway, receiptToken: reference, secondsLeft } = message
  const receiptUrl = `${env().receiptOrigin}/api/gateways/${gateway}/receipts?reference=${reference}`
  return { to, from: senderFor(to), text, encoding, reference, receiptUrl, lifeSeconds: Math.floor(secondsLeft) }
}

async function callGateway(message: ClaimedMessage, outgoing: OutgoingMessage): Promise<DispatchResult> {
  const gateway = gatewayNamed(message.gateway)
  if (!gateway) return { kind: 'refused', because: 'account', reason: 'no such gateway' }
  try {
    return await gateway.send(outgoing, AbortSignal.timeout(CALL_MS))
  } catch (error) {
    const { id, gateway: name } = message
    log().error({ event: 'message.dispatch-failed', message: id, gateway: name, error: errorFacts(error) })
    return { kind: 'unknown', reason: 'the gateway failed' }
  }
}

function logDispatch(
  { id, gateway, to: phone, template }: ClaimedMessage,
  result: DispatchResult,
  seconds: number,
): void {
  const facts = { message: id, phone, template, gateway, result: result.kind, seconds }
  if (gateway === 'null') log().info({ event: 'message.dispatched', ...facts, reason: nullGatewayReason(phone) })
  else if (result.kind === 'accepted') log().info({ event: 'message.dispatched', ...facts })
  // Requires an operator, because the gateway rejects all our messages.
  else if (result.kind === 'refused' && result.because === 'account')
    log().error({ event: 'gateway.refuses-us', ...facts, reason: result.reason })
  else log().warn({ event: 'message.dispatched', ...facts, reason: result.reason })
}

/** Logged for operators only: callers must not be able to detect a decoy (R9). */
const nullGatewayReason = (phone: string) => (gatewaysFor(phone).length > 0 ? 'no account' : 'no route')

function advanceFor(result: DispatchResult): Advance {
  switch (result.kind) {
    case 'accepted':
      return { status: 'ACCEPTED', gatewayMessageId: result.gatewayMessageId }
    case 'refused': {
      const { reason: detail, because: refusal, retryAfterSeconds } = result
      return { status: 'FAILED', detail, refusal, retryAfterSeconds }
    }
    case 'unknown':
      return { status: 'UNKNOWN', detail: result.reason }
  }
}
