import { setTimeout as sleep } from 'node:timers/promises'
import { db } from '@/lib/db/client'
import { type ClaimedMessage, endAllLeases } from '@/lib/db/messages'
import { type VerificationRow, verificationById } from '@/lib/db/verifications'
import { reportArrivals } from '@/lib/delivery/carrier'
import { type Composed, dispatchOne, dispatchWaiting } from '@/lib/delivery/dispatch'
import { env } from '@/lib/env'
import { forgetOldLimits } from '@/lib/guard/limiter'
import { isSmsTemplate, type SmsTemplate, type SmsValues, smsText } from '@/lib/i18n/sms'
import { onShutdown } from '@/lib/lifecycle'
import { errorFacts, log } from '@/lib/log'
import { deriveCode } from './code'
import { carriesCode } from './purposes'

const SWEEP_EVERY_MS = 250
const AFTER_FAILURE_MS = 2000
const ROUNDS_BETWEEN_PURGES = 240
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

/** Makes the text of a message at the moment of its hand-over: the one place where a code and its number meet. */
export async function compose(message: ClaimedMessage): Promise<Composed> {
  const { template } = message
  if (!isSmsTemplate(template)) return { kind: 'dead', status: 'CANCELED', reason: 'its template is gone' }
  if (!carriesCode(template)) {
    if (message.secondsLeft <= 0) return { kind: 'dead', status: 'EXPIRED', reason: 'too late to be of use' }
    return written(message, template, {})
  }
  const verification = message.verificationId ? await verificationById(db(), message.verificationId) : null
  const dead = whyDead(verification)
  const code = verification && deriveCode(verification)
  if (dead || !code || !verification)
    return { kind: 'dead', ...(dead ?? { status: 'CANCELED', reason: 'its key has left the ring' }) }
  const minutes = Math.max(1, Math.floor((verification.secondsLeft + ROUNDED_UP_SECONDS) / 60))
  const { hostname: host } = new URL(env().appOrigin)
  return written(message, template, { code, minutes, host })
}

/** A text that can't be made will never be: the message ends visibly, while a database that stumbles only delays it. */
function written(message: ClaimedMessage, template: SmsTemplate, values: SmsValues): Composed {
  try {
    return { kind: 'text', text: smsText(template, message.locale, values) }
  } catch (error) {
    log().error({ event: 'message.not-written', message: message.id, error: errorFacts(error) })
    return { kind: 'dead', status: 'FAILED', reason: 'its text could not be made' }
  }
}

/** Hands a committed message over, right after the response that committed it; the sweep does it if this can't. */
export async function handOver(messageId: string): Promise<void> {
  try {
    await dispatchOne(messageId, compose)
  } catch (error) {
    log().error({ event: 'message.left-to-sweep', message: messageId, error: errorFacts(error) })
  }
}

async function sweep(): Promise<void> {
  await dispatchWaiting(compose)
  if (env().mode === 'demo') await reportArrivals()
}

/** The embedded database has one process, so whoever held a lease when this one starts is gone. */
async function takeOver(): Promise<void> {
  if (!env().databaseUrl) await endAllLeases(db())
}

/**
 * Hands over what nobody else did: messages of a process that died, repeats, later times. Runs until the process shuts
 * down, and then finishes what it has begun.
 */
export function startSweeping(): void {
  const stop = new AbortController()
  const rest = (ms: number) => sleep(ms, undefined, { signal: stop.signal }).catch(() => {})
  const run = async () => {
    for (let round = 0; !stop.signal.aborted; round++) {
      try {
        if (round === 0) await takeOver()
        await sweep()
        if (round % ROUNDS_BETWEEN_PURGES === 0) await forgetOldLimits()
        await rest(SWEEP_EVERY_MS)
      } catch (error) {
        log().error({ event: 'sweep.failed', error: errorFacts(error) })
        await rest(AFTER_FAILURE_MS)
      }
    }
  }
  const running = run()
  onShutdown(() => {
    stop.abort()
    return running
  })
}
