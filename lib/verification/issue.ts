import { randomUUID } from 'node:crypto'
import { env } from '@/lib/config/env'
import { db, type Tx } from '@/lib/db/driver/client'
import type { Purpose } from '@/lib/db/generated/enums'
import { triedFor } from '@/lib/db/queries/dispatches'
import { insertVerification, supersede, type VerificationRow } from '@/lib/db/queries/verifications'
import { enqueue } from '@/lib/delivery/outbox'
import { gatewayAfter } from '@/lib/delivery/routing'
import type { Permit } from '@/lib/guard/limiter'
import { rangeOf } from '@/lib/guard/number-range'
import { injectFault } from '@/lib/process/fault-injection'
import { newCodeSource } from './code'
import { purposes } from './purposes'

export interface VerificationRequest {
  purpose: Purpose
  phone: string
  /** ISO 3166, of the number itself. */
  country: string
  /** Whose account is meant, where the purpose needs one; null for everybody else's number, which makes it a decoy. */
  userId: string | null
  browserHash: string
  /** This browser has signed in to that account before. */
  knownBrowser: boolean
  context: string
  locale: string
}

/** What was committed: a verification, and the message that will carry its code. */
export interface Issued {
  id: string
  messageId: string
}

type Recipient = Pick<VerificationRow, 'id' | 'purpose' | 'phone' | 'country' | 'userId' | 'locale'>

/** A decoy takes every step that a real one takes, but its message ends at the null gateway (R9). */
const isDecoy = (of: Pick<VerificationRow, 'purpose' | 'userId'>) => purposes[of.purpose].needsAccount && !of.userId

/** `after`: the verification whose gateways have been tried already, so that somebody who asks again gets another. */
async function enqueueCode(tx: Tx, of: Recipient, lifeSeconds: number, after?: string): Promise<string> {
  const tried = after ? await triedFor(tx, after) : []
  return enqueue(tx, {
    verificationId: of.id,
    to: of.phone,
    country: of.country,
    template: purposes[of.purpose].template,
    locale: of.locale,
    gateway: isDecoy(of) ? 'null' : gatewayAfter(of.phone, tried),
    lifeSeconds,
  })
}

interface Inherited {
  attempts: number
  /** The verification that it replaces. */
  after?: string
}

// Field by field: a caller may pass the row of an older verification, whose nonce and attempts must not be copied.
async function commit(tx: Tx, request: VerificationRequest, { attempts, after }: Inherited): Promise<Issued> {
  const { purpose, phone, country, userId, browserHash, knownBrowser, context, locale } = request
  const id = randomUUID()
  const { nonce, keyId } = newCodeSource()
  const lifeSeconds = env().codeLifetimeSeconds
  await insertVerification(tx, {
    id,
    purpose,
    phone,
    country,
    range: rangeOf(phone),
    userId,
    browserHash,
    knownBrowser,
    nonce,
    keyId,
    context,
    locale,
    attempts,
    lifeSeconds,
  })
  const messageId = await enqueueCode(tx, { id, purpose, phone, country, userId, locale }, lifeSeconds, after)
  injectFault('before-commit')
  return { id, messageId }
}

/** Commits a verification and its message in one transaction (R6). */
export async function issueVerification(_permit: Permit, request: VerificationRequest): Promise<Issued> {
  const issued = await db().$transaction((tx) => commit(tx, request, { attempts: 0 }))
  injectFault('after-commit')
  return issued
}

/**
 * Commits a new verification that supersedes an older one of the same browser and inherits its attempts (R3). Null, and
 * nothing committed, when the older one was approved or replaced meanwhile.
 */
export const replaceVerification = (
  _permit: Permit,
  request: VerificationRequest,
  older: VerificationRow,
): Promise<Issued | null> =>
  db().$transaction(async (tx) => {
    const attempts = await supersede(tx, older.id)
    return attempts === null ? null : commit(tx, request, { attempts, after: older.id })
  })

/** Commits one more message for the same verification: the same code again, by a gateway that hasn't carried it yet. */
export async function reissue(_permit: Permit, of: VerificationRow): Promise<Issued> {
  const messageId = await db().$transaction((tx) => enqueueCode(tx, of, Math.ceil(of.secondsLeft), of.id))
  return { id: of.id, messageId }
}
