import type { MessageStatus } from '@/lib/db/generated/enums'
import type { Facts, MessageFacts, VerificationFacts } from './facts'
import type { LedgerLine } from './ledger'

/** A violated invariant. */
export interface Violation {
  invariant: `I${number}`
  what: string
}

const RANKS: Record<MessageStatus, number> = {
  QUEUED: 0,
  SENDING: 1,
  UNKNOWN: 2,
  ACCEPTED: 3,
  FAILED: 4,
  EXPIRED: 4,
  CANCELED: 4,
  UNDELIVERED: 5,
  DELIVERED: 6,
}
const UNFINISHED: readonly MessageStatus[] = ['QUEUED', 'SENDING']
/** Only after these may an SMS that a gateway has be dispatched once more (R6). */
const AMBIGUOUS: readonly MessageStatus[] = ['UNKNOWN', 'UNDELIVERED']
const TAKEN: readonly MessageStatus[] = ['ACCEPTED', 'UNDELIVERED', 'DELIVERED']
const GIVEN_UP: readonly MessageStatus[] = ['EXPIRED', 'CANCELED']
/** The null gateway (R9). */
const DECOYS = 'null'

const MOST_PER_SMS = 2
const MARGIN_MS = 60_000
/** Tolerance for messages in transit. */
const ON_ITS_WAY_MS = 1000

/** Compares the database with the gateways' ledgers once all work is done. Returns the violations. */
export function reconcile(facts: Facts): Violation[] {
  const rules: Record<Violation['invariant'], (facts: Facts) => string[]> = {
    I1: sentWithoutCommit,
    I2: unfinished,
    I3: sentTooOften,
    I4: sentTooLate,
    I5: approvedTwice,
    I6: uncountedCompares,
    I7: movedBack,
    I8: leaked,
    I9: lostAfterAcknowledgement,
    I10: acceptedByNoGateway,
  }
  return Object.entries(rules).flatMap(([invariant, broken]) =>
    broken(facts).map((what) => ({ invariant: invariant as Violation['invariant'], what })),
  )
}

const byReference = ({ messages }: Facts) => new Map(messages.map((message) => [message.reference, message]))
const byId = ({ verifications }: Facts) => new Map(verifications.map((one) => [one.id, one]))

function groups<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one])
  return found
}

function sentWithoutCommit(facts: Facts): string[] {
  const [messages, verifications] = [byReference(facts), byId(facts)]
  const isCommitted = (line: LedgerLine) => {
    const message = messages.get(line.reference)
    if (!message || message.to !== line.to || message.gateway !== line.gateway) return false
    return message.verificationId === null || verifications.get(message.verificationId)?.phone === line.to
  }
  return facts.lines
    .filter((line) => !isCommitted(line))
    .map((line) => `${line.gateway} got ${line.reference}, which nothing committed`)
}

const unfinished = ({ messages }: Facts): string[] =>
  messages.filter(({ status }) => UNFINISHED.includes(status)).map(({ id, status }) => `${id} is still ${status}`)

function sentTooOften(facts: Facts): string[] {
  const messages = byReference(facts)
  const again = [...groups(facts.lines, (line) => line.reference)].filter(([, lines]) => lines.length > 1)
  const perSms = groups(facts.lines, (line) => messages.get(line.reference)?.smsId ?? line.reference)
  const most = (smsId: string) => (ambiguousSms(facts).has(smsId) ? MOST_PER_SMS : 1)
  return [
    ...again.map(([reference, lines]) => `one dispatch, ${reference}, was made ${lines.length} times`),
    ...[...perSms]
      .filter(([smsId, lines]) => lines.length > most(smsId))
      .map(([smsId, lines]) => `${lines.length} gateways got ${smsId}, which may be had by ${most(smsId)}`),
    ...differentCodes(facts),
  ]
}

function ambiguousSms({ messages, events }: Facts): Set<string> {
  const smsOf = new Map(messages.map(({ id, smsId }) => [id, smsId]))
  return new Set(events.filter(({ status }) => AMBIGUOUS.includes(status)).map((one) => smsOf.get(one.messageId) ?? ''))
}

const codeIn = ({ text }: LedgerLine) => /#(\d{6})$/.exec(text)?.[1] ?? text

function differentCodes(facts: Facts): string[] {
  const messages = byReference(facts)
  const perVerification = groups(facts.lines, (line) => messages.get(line.reference)?.verificationId ?? line.reference)
  return [...perVerification]
    .filter(([, lines]) => new Set(lines.map(codeIn)).size > 1)
    .map(([id]) => `the messages of ${id} carry different codes`)
}

function sentTooLate(facts: Facts): string[] {
  const [messages, verifications] = [byReference(facts), byId(facts)]
  return facts.lines.flatMap((line) => {
    const message = messages.get(line.reference)
    if (message && GIVEN_UP.includes(message.status)) return [`${message.id} is ${message.status} and was sent`]
    const why = message && whyLate(line, verifications.get(message.verificationId ?? ''))
    return why ? [`${message.id} was sent ${why}`] : []
  })
}

function whyLate({ at }: LedgerLine, verification: VerificationFacts | undefined): string | null {
  if (!verification) return null
  const { approvedAt, supersededAt, expiresAt } = verification
  const begun = at - ON_ITS_WAY_MS
  if (approvedAt !== null && begun > approvedAt) return 'after its code was used'
  if (supersededAt !== null && begun > supersededAt) return 'after it was superseded'
  return begun > expiresAt - MARGIN_MS ? 'with under a minute of life left' : null
}

function approvedTwice({ checks, verifications }: Facts): string[] {
  const approvals = groups(
    checks.filter(({ kind }) => kind === 'approved'),
    ({ id }) => id,
  )
  return [
    ...[...approvals].filter(([, all]) => all.length > 1).map(([id, all]) => `${id} was approved ${all.length} times`),
    ...[...approvals.keys()]
      .filter((id) => !verifications.some((one) => one.id === id && one.approvedAt !== null))
      .map((id) => `${id} was reported as approved, but no record confirms it`),
  ]
}

function uncountedCompares({ checks, verifications }: Facts): string[] {
  const compared = groups(
    checks.filter(({ kind }) => kind === 'wrong' || kind === 'approved'),
    ({ id }) => id,
  )
  return verifications
    .filter(({ id, attempts }) => attempts < (compared.get(id)?.length ?? 0))
    .map(({ id, attempts }) => `${id} counts ${attempts} of ${compared.get(id)?.length} compares`)
}

function movedBack({ messages, events }: Facts): string[] {
  const perMessage = groups(events, ({ messageId }) => messageId)
  return messages.flatMap(({ id, status }) => {
    const seen = (perMessage.get(id) ?? []).map((event) => event.status)
    const path = seen.join(' > ')
    if (!seen.every((one, n) => n === 0 || RANKS[seen[n - 1] ?? one] < RANKS[one])) return [`${id} went ${path}`]
    return seen.at(-1) === status ? [] : [`${id} is ${status} after ${path}`]
  })
}

function leaked({ lines, tables, logs }: Facts): string[] {
  const codes = new Set(lines.map(codeIn))
  const places = { 'a table': tables, 'the log': logs }
  const inPlaces = Object.entries(places).flatMap(([place, text]) => {
    const sixDigits = new Set(text.match(/(?<![\w.])\d{6}(?!\w)/g))
    return [...sixDigits].filter((found) => codes.has(found)).map((code) => `the code ${code} stands in ${place}`)
  })
  // Tables store phone numbers and receipt tokens on purpose; logs must contain neither.
  const digitsIn = new Set(logs.match(/\d{8,15}/g))
  const tokensIn = new Set(logs.match(/[\w-]{22}/g))
  const numbers = new Set(lines.map(({ to }) => to))
  return [
    ...inPlaces,
    ...[...numbers].filter((to) => digitsIn.has(to.slice(1))).map((to) => `the number ${to} stands in the log`),
    ...lines.filter(({ reference }) => tokensIn.has(reference)).map(() => 'a receipt token stands in the log'),
  ]
}

function lostAfterAcknowledgement(facts: Facts): string[] {
  const verifications = byId(facts)
  const bySms = groups(facts.messages, ({ smsId }) => smsId)
  const sent = new Set(facts.lines.map(({ reference }) => reference))
  const gotOut = (chain: MessageFacts[]) =>
    chain.some(({ gateway, reference }) => gateway === DECOYS || sent.has(reference))
  return facts.acknowledged.flatMap(({ id, messageId }) => {
    if (!verifications.has(id)) return [`${id} was acknowledged and is not there`]
    const chain = bySms.get(messageId) ?? []
    if (chain.some(({ status }) => GIVEN_UP.includes(status)) || gotOut(chain)) return []
    return [`${messageId} was acknowledged and reached no gateway`]
  })
}

function acceptedByNoGateway({ messages, lines }: Facts): string[] {
  const sent = new Set(lines.map(({ reference }) => reference))
  const decoys = new Set(messages.filter(({ gateway }) => gateway === DECOYS).map(({ reference }) => reference))
  return [
    ...messages
      .filter((one) => TAKEN.includes(one.status) && one.gateway !== DECOYS && !sent.has(one.reference))
      .map(({ id, status }) => `${id} is ${status}, and no gateway has it`),
    ...messages
      .filter(({ status, reference }) => status === 'FAILED' && sent.has(reference))
      .map(({ id }) => `${id} is called refused, and a gateway has it`),
    ...[...decoys].filter((reference) => sent.has(reference)).map((reference) => `the decoy ${reference} was sent`),
  ]
}
