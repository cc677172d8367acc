import * as z from 'zod'
import { env } from '@/lib/config/env'
import type { ClaimedMessage, ClaimedVerification } from '@/lib/db/queries/claims'
import type { Composed } from '@/lib/delivery/dispatch'
import { isSmsTemplate, type SmsTemplate, type SmsValues, smsText } from '@/lib/i18n/sms'
import { errorFacts, log } from '@/lib/log/log'
import { deriveCode } from './code'
import { carriesCode } from './purposes'

const MARGIN_SECONDS = 60

/** The minimum life left of a code that is sent (R7). A third of the lifetime if that is under three minutes (demo). */
const marginSeconds = () => Math.min(MARGIN_SECONDS, env().codeLifetimeSeconds / 3)
/** A code dispatched within this time still states its full lifetime. */
const ROUNDED_UP_SECONDS = 10

/** Returns the minutes that a text states for the rest of a code's life. */
export const statedMinutes = (secondsLeft: number): number =>
  Math.max(1, Math.floor((secondsLeft + ROUNDED_UP_SECONDS) / 60))

function reasonNotToSend(
  verification: ClaimedVerification | null,
): { status: 'EXPIRED' | 'CANCELED'; reason: string } | null {
  if (!verification) return { status: 'CANCELED', reason: 'the verification is gone' }
  if (verification.approvedAt) return { status: 'CANCELED', reason: 'the code was used' }
  if (verification.supersededAt) return { status: 'CANCELED', reason: 'a newer code was requested' }
  if (verification.secondsLeft < marginSeconds()) return { status: 'EXPIRED', reason: 'too little life left' }
  return null
}

/** Composes the text of a message at its dispatch, because texts are never stored (R1). */
export function compose(message: ClaimedMessage): Composed {
  const { template, verification } = message
  const { hostname: host } = new URL(env().appOrigin)
  if (!isSmsTemplate(template)) return { kind: 'dead', status: 'CANCELED', reason: 'its template is gone' }
  if (!carriesCode(template)) {
    if (message.secondsLeft <= 0) return { kind: 'dead', status: 'EXPIRED', reason: 'too late to be of use' }
    return composeText(message, template, { host })
  }
  const dead = reasonNotToSend(verification)
  const code = verification && deriveCode(verification)
  if (dead || !code || !verification)
    return { kind: 'dead', ...(dead ?? { status: 'CANCELED', reason: 'its key is not in CODE_KEYS' }) }
  return composeText(message, template, { code, minutes: statedMinutes(verification.secondsLeft), host })
}

const params = z.record(z.string(), z.string())

/** Fails a message permanently if its text cannot be composed: a retry would not help. */
function composeText(message: ClaimedMessage, template: SmsTemplate, values: SmsValues): Composed {
  try {
    return { kind: 'text', text: smsText(template, message.locale, values, params.parse(message.params)) }
  } catch (error) {
    log().error({ event: 'message.not-composed', message: message.id, error: errorFacts(error) })
    return { kind: 'dead', status: 'FAILED', reason: 'its text could not be made' }
  }
}
