import { randomUUID } from 'node:crypto'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import type { Purpose } from '@/lib/db/generated/enums'
import { insertIssued } from '@/lib/db/queries/issues'
import type { VerificationRow } from '@/lib/db/queries/verifications'
import { enqueue, messageOf, type NewSms } from '@/lib/delivery/outbox'
import { gatewayAfter } from '@/lib/delivery/routing'
import type { Permit } from '@/lib/guard/limiter'
import { rangeOf } from '@/lib/guard/number-range'
import { injectFault } from '@/lib/process/fault-injection'
import { newCodeSource } from './code'
import { purposes } from './purposes'

export interface VerificationRequest {
  purpose: Purpose
  phone: string
  /** The number's country (ISO 3166). */
  country: string
  /** Null for unknown numbers, and for purposes that need no account. */
  userId: string | null
  browserHash: string
  knownBrowser: boolean
  context: string
  locale: string
}

export interface Issued {
  id: string
  messageId: string
}

export interface Open {
  row: VerificationRow
  triedGateways: string[]
}

type Recipient = Pick<VerificationRow, 'id' | 'purpose' | 'phone' | 'country' | 'userId' | 'locale'>

/** A decoy takes every step of a verification, but its message goes to the null gateway (R9). */
const isDecoy = (of: Pick<VerificationRow, 'purpose' | 'userId'>) => purposes[of.purpose].needsAccount && !of.userId

/** A resend prefers gateways that were not tried before. */
const newSmsFor = (of: Recipient, lifeSeconds: number, triedGateways: string[]): NewSms => ({
  verificationId: of.id,
  to: of.phone,
  country: of.country,
  template: purposes[of.purpose].template,
  locale: of.locale,
  gateway: isDecoy(of) ? 'null' : gatewayAfter(of.phone, triedGateways),
  lifeSeconds,
})

/**
 * Commits a verification with its message (R6). Inherits the attempts of `older` (R3). Returns null if `older` is no longer
 * open.
 */
export async function issueVerification(
  _permit: Permit,
  request: VerificationRequest,
  older?: Open,
): Promise<Issued | null> {
  const { purpose, phone, country, userId, browserHash, knownBrowser, context, locale } = request
  const id = randomUUID()
  const { nonce, keyId } = newCodeSource()
  const lifeSeconds = env().codeLifetimeSeconds
  const range = rangeOf(phone)
  const supersedes = older?.row.id ?? null
  const sms = newSmsFor({ id, purpose, phone, country, userId, locale }, lifeSeconds, older?.triedGateways ?? [])
  injectFault('before-commit')
  const messageId = await insertIssued(
    db(),
    {
      id,
      purpose,
      phone,
      country,
      range,
      userId,
      browserHash,
      knownBrowser,
      nonce,
      keyId,
      context,
      locale,
      lifeSeconds,
      supersedes,
    },
    messageOf(sms),
  )
  injectFault('after-commit')
  return messageId === null ? null : { id, messageId }
}

export async function reissue(_permit: Permit, { row, triedGateways }: Open): Promise<Issued> {
  return { id: row.id, messageId: await enqueue(db(), newSmsFor(row, Math.ceil(row.secondsLeft), triedGateways)) }
}
