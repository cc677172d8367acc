import * as z from 'zod'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import type { ClaimedMessage } from '@/lib/db/queries/messages'
import { type VerificationRow, verificationsById } from '@/lib/db/queries/verifications'
import { type Composed, dispatchOne } from '@/lib/delivery/dispatch'
import { isSmsTemplate, type SmsTemplate, type SmsValues, smsText } from '@/lib/i18n/sms'
import { errorFacts, log } from '@/lib/log/log'
import { deriveCode } from './code'
import { carriesCode } from './purposes'

const MARGIN_SECONDS = 60

/** No code goes out with less life left than this (R7); a third of it where a demo's codes live under three minutes. */
const marginSeconds = () => Math.min(MARGIN_SECONDS, env().codeLifetimeSeconds / 3)
/** A code that was made a moment ago is still called good for its whole life. */
const ROUNDED_UP_SECONDS = 10

function whyDead(verification: VerificationRow | null): { status: 'EXPIRED' | 'CANCELED'; reason: string } | null {
  if (!verification) return { status: 'CANCELED', reason: 'the verification is gone' }
  if (verification.approvedAt) return { status: 'CANCELED', reason: 'the code was used' }
  if (verification.supersededAt) return { status: 'CANCELED', reason: 'a newer code was requested' }
  if (verification.secondsLeft < marginSeconds()) return { status: 'EXPIRED', reason: 'too little life left' }
  return null
}

/** Makes the texts of messages at the moment of their dispatch: the one place where a code and its number meet. */
export async function compose(messages: ClaimedMessage[]): Promise<Composed[]> {
  const ids = messages.flatMap(({ verificationId }) => verificationId ?? [])
  const verifications = ids.length > 0 ? await verificationsById(db(), ids) : new Map()
  return messages.map((message) => composeOne(message, verifications.get(message.verificationId ?? '') ?? null))
}

function composeOne(message: ClaimedMessage, verification: VerificationRow | null): Composed {
  const { template } = message
  const { hostname: host } = new URL(env().appOrigin)
  if (!isSmsTemplate(template)) return { kind: 'dead', status: 'CANCELED', reason: 'its template is gone' }
  if (!carriesCode(template)) {
    if (message.secondsLeft <= 0) return { kind: 'dead', status: 'EXPIRED', reason: 'too late to be of use' }
    return written(message, template, { host })
  }
  const dead = whyDead(verification)
  const code = verification && deriveCode(verification)
  if (dead || !code || !verification)
    return { kind: 'dead', ...(dead ?? { status: 'CANCELED', reason: 'its key has left the ring' }) }
  const minutes = Math.max(1, Math.floor((verification.secondsLeft + ROUNDED_UP_SECONDS) / 60))
  return written(message, template, { code, minutes, host })
}

/** What people wrote, for templates that name it. */
const params = z.record(z.string(), z.string())

/** A text that can't be made will never be: the message ends visibly, while a database that stumbles only delays it. */
function written(message: ClaimedMessage, template: SmsTemplate, values: SmsValues): Composed {
  try {
    return { kind: 'text', text: smsText(template, message.locale, values, params.parse(message.params)) }
  } catch (error) {
    log().error({ event: 'message.not-written', message: message.id, error: errorFacts(error) })
    return { kind: 'dead', status: 'FAILED', reason: 'its text could not be made' }
  }
}

/** Dispatches a committed message right after the response that committed it; the outbox worker does it if this can't. */
export async function dispatch(messageId: string): Promise<void> {
  try {
    await dispatchOne(messageId, compose)
  } catch (error) {
    log().error({ event: 'message.left-to-worker', message: messageId, error: errorFacts(error) })
  }
}
