import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { type ClaimedMessage, claimMessages } from '@/lib/db/queries/claims'
import type { Advance } from '@/lib/db/queries/messages'
import { errorFacts, log } from '@/lib/log/log'
import { injectFault } from '@/lib/process/fault-injection'
import { throughBreaker } from './circuit-breakers'
import type { DispatchResult, OutgoingMessage } from './gateways/gateway'
import { gatewayNamed } from './gateways/lookup'
import { recordInBatch } from './outcome-batch'
import { type Next, recordOutcome } from './record-outcome'
import { senderFor } from './routing'
import { segmentsOf } from './segments'
import { gatewaysFor } from './sms-route'

const LEASE_SECONDS = 15
/**
 * Latest start of a gateway call after the claim, well before the lease ends: a process that was suspended meanwhile must not
 * send a message that another process dispatches again.
 */
const CALL_STARTS_WITHIN_MS = 10_000
const CALL_TIMEOUT_MS = 10_000

/** A message's text, composed at dispatch, or the reason why it must no longer be sent (R7). */
export type Composed =
  | { kind: 'text'; text: string }
  | { kind: 'dead'; status: 'FAILED' | 'EXPIRED' | 'CANCELED'; reason: string }
export type Compose = (message: ClaimedMessage) => Composed

/**
 * Claims at most `most` due messages in one statement (only message `id`, if given) and begins to dispatch them. Each
 * promise resolves once the result of its dispatch is recorded.
 */
export async function dispatchWaiting(compose: Compose, of: { most: number; id?: string }): Promise<Promise<Next>[]> {
  const sinceClaimMs = stopwatch()
  const messages = await claimMessages(db(), { ...of, leaseSeconds: LEASE_SECONDS })
  if (messages.length > 0) injectFault('after-claim')
  return messages.map((message) => sendMessage(message, compose, sinceClaimMs))
}

/**
 * Measures the larger of monotonic and system time elapsed: the monotonic clock stops while the machine sleeps, and the
 * system clock may be set back.
 */
function stopwatch(): () => number {
  const [monotonic, system] = [performance.now(), Date.now()]
  return () => Math.max(performance.now() - monotonic, Date.now() - system)
}

/** Enforced at dispatch only, so that starting a verification does not reveal an opt-out (R9). */
const OPTED_OUT: Composed = { kind: 'dead', status: 'CANCELED', reason: 'the number opted out' }

async function sendMessage(message: ClaimedMessage, compose: Compose, sinceClaimMs: () => number): Promise<Next> {
  const composed = message.optedOut ? OPTED_OUT : compose(message)
  if (composed.kind === 'dead') return discard(message, composed)
  const { segments, encoding } = segmentsOf(composed.text)
  const outgoing = outgoingFor(message, composed.text, encoding)
  if (sinceClaimMs() >= CALL_STARTS_WITHIN_MS) return null
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
  await recordInBatch(id, { status, detail: reason })
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
    return await gateway.send(outgoing, AbortSignal.timeout(CALL_TIMEOUT_MS))
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
    log().error({ event: 'gateway.account-refused', ...facts, reason: result.reason })
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
