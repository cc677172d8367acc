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

/** What a message says, made when it is dispatched; or why it must not be sent any more (R7). */
export type Composed =
  | { kind: 'text'; text: string }
  | { kind: 'dead'; status: 'FAILED' | 'EXPIRED' | 'CANCELED'; reason: string }
/** Composes messages together, since what they need is read together; one answer each, in order. */
export type Compose = (messages: ClaimedMessage[]) => Promise<Composed[]>

/** Dispatches one message now, if it still waits, and on along its route. Safe to call twice and from several processes. */
export async function dispatchOne(id: string, compose: Compose): Promise<void> {
  let next: Next = { id, now: true }
  while (next?.now) {
    const messages = await claimMessages(db(), { id: next.id, most: 1, leaseSeconds: LEASE_SECONDS })
    const [dispatch] = await begin(messages, compose)
    next = (await dispatch) ?? null
  }
}

/** Begins to dispatch waiting messages, `most` messages at once; a promise for each that was begun. */
export async function dispatchWaiting(compose: Compose, most: number): Promise<Promise<void>[]> {
  const messages = await claimMessages(db(), { id: null, most, leaseSeconds: LEASE_SECONDS })
  const begun = await begin(messages, compose)
  return begun.map(async (dispatch) => {
    const next = await dispatch
    if (next?.now) await dispatchOne(next.id, compose)
  })
}

/** Found out here and not when it was asked for: till now, numbers that opted out look like all others (R9). */
const OPTED_OUT: Composed = { kind: 'dead', status: 'CANCELED', reason: 'the number opted out' }

async function begin(messages: ClaimedMessage[], compose: Compose): Promise<Promise<Next>[]> {
  if (messages.length === 0) return []
  injectFault('after-claim')
  const ready = await prepare(messages, compose).catch((error) => {
    log().error({ event: 'messages.not-prepared', messages: messages.length, error: errorFacts(error) })
    return null
  })
  return messages.map((message, index) => (ready ? hand(message, ready[index]) : putBack(message)))
}

/** What each message says; nothing for one whose lease is lost. */
async function prepare(messages: ClaimedMessage[], compose: Compose): Promise<(Composed | undefined)[]> {
  const claimedAt = performance.now()
  const composed = await compose(messages)
  const optedOut = await optedOutOf(db(), [...new Set(messages.map(({ to }) => to))])
  // A process that was stopped for longer than its lease must find out here, before the calls: the database knows, and a
  // clock of its own tells whether that answer has been waiting for it all the while.
  const held = await heldLeases(db(), messages)
  const isLate = performance.now() - claimedAt >= LEASE_SECONDS * 1000
  return messages.map(({ id, to }, index) => {
    if (isLate || !held.has(id)) return undefined
    return optedOut.has(to) ? OPTED_OUT : composed[index]
  })
}

/** Nothing was sent, so it doesn't count as a dispatch that may have reached anybody. */
const putBack = (message: ClaimedMessage): Promise<Next> =>
  recordOutcome(message, { status: 'FAILED', detail: 'not sent: the database failed', refusal: 'transient' })

async function hand(message: ClaimedMessage, composed: Composed | undefined): Promise<Next> {
  if (!composed) return null
  if (composed.kind === 'dead') return bury(message, composed)
  const { segments, encoding } = segmentsOf(composed.text)
  const outgoing = outgoingFor(message, composed.text, encoding)
  const startedAt = performance.now()
  const result = await throughBreaker(message.gateway, () => call(message, outgoing))
  injectFault('after-answer')
  report(message, result, (performance.now() - startedAt) / 1000)
  const next = await recordOutcome(message, { ...advanceFor(result), segments })
  injectFault('after-record')
  return next
}

/** No gateway can do better with it, so nothing follows. */
async function bury(message: ClaimedMessage, { status, reason }: Composed & { kind: 'dead' }): Promise<null> {
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

async function call(message: ClaimedMessage, outgoing: OutgoingMessage): Promise<DispatchResult> {
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

function report({ id, gateway, to: phone, template }: ClaimedMessage, result: DispatchResult, seconds: number): void {
  const facts = { message: id, phone, template, gateway, result: result.kind, seconds }
  if (gateway === 'null') log().info({ event: 'message.dispatched', ...facts, reason: whyNowhere(phone) })
  else if (result.kind === 'accepted') log().info({ event: 'message.dispatched', ...facts })
  // An operator has to mend this: the gateway takes nothing from us, whoever it is for.
  else if (result.kind === 'refused' && result.because === 'account')
    log().error({ event: 'gateway.refuses-us', ...facts, reason: result.reason })
  else log().warn({ event: 'message.dispatched', ...facts, reason: result.reason })
}

/** Why a message went to the null gateway. Only the operator learns it; callers can't tell a decoy (R9). */
const whyNowhere = (phone: string) => (gatewaysFor(phone).length > 0 ? 'no account' : 'no route')

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
