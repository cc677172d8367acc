import { env } from '@/lib/env'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A limit on events under one key: at most `max` within any `windowSeconds`, and the n-th wait between them. */
export interface Policy {
  windowSeconds: number
  max: number
  /** Seconds to wait after the first event, after the second, ...; the last goes on. */
  spacingSeconds?: readonly number[]
}

/**
 * Every limit of the application, in one table. What a key is made of stands where it is charged.
 *
 * A start or a resend charges the first four together. Wrong guesses and wrong passwords are paid for before they are
 * looked at and given back when right, so parallel tries can't exceed them.
 */
export const policies = () =>
  ({
    /** One phone, one lane: what one purpose can cost one phone (5 an hour: Twilio Verify allows 5 in 10 minutes). */
    sendsPerLane: { max: 5, windowSeconds: HOUR },
    /** One phone, all lanes that a stranger can start: bombing a phone ends here, whoever asks and however. */
    sendsPerPhone: { max: 10, windowSeconds: DAY },
    /** One client address (IPv6: a /64), all phones. */
    sendsPerAddress: { max: 20, windowSeconds: HOUR },
    /**
     * One browser, phone and lane: the growing wait between two messages. Not per phone: a stranger who asks for codes
     * must not make its owner wait for theirs; what strangers can send together is bounded above.
     */
    sendsPerBrowser: {
      max: Number.POSITIVE_INFINITY,
      windowSeconds: HOUR,
      spacingSeconds: env().resendCooldownSeconds,
    },
    /** One phone, one lane, over all its codes: NIST SP 800-63B-4 3.2.2 asks for 100 at most; never permanent. */
    wrongCodes: { max: 20, windowSeconds: DAY },
    /** One account's password, from anywhere. A stranger can use it up; a reset has a lane of its own. */
    wrongPasswordsPerPhone: { max: 30, windowSeconds: HOUR },
    /** One client address, all accounts: password spraying. */
    wrongPasswordsPerAddress: { max: 60, windowSeconds: HOUR },
    /** One proof: judging and hashing a new password is dear, and a refused one leaves the proof intact. */
    newPasswords: { max: 20, windowSeconds: HOUR },
    /** One client address: tries of the key that opens a demo. */
    accessKeys: { max: 10, windowSeconds: HOUR },
  }) satisfies Record<string, Policy>

export type PolicyName = keyof ReturnType<typeof policies>
