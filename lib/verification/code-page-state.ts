import type { Purpose } from '@/lib/db/generated/enums'
import type { LimitName } from '@/lib/guard/policies'

export type VerificationState = 'open' | 'approved' | 'used' | 'expired' | 'superseded' | 'spent' | 'locked'

/** How the newest message fares. `trying-another`: it came back undelivered or was refused, and is on another route. */
export type DeliveryState = 'on-its-way' | 'dispatched' | 'delivered' | 'trying-another' | 'not-delivered'

/** What the code page shows and keeps current. */
export interface LiveState {
  state: VerificationState
  secondsLeft: number
  /** Of the code, from its start. */
  lifeSeconds: number
  attemptsLeft: number
  /** Null when no resend will be allowed from here. */
  resendInSeconds: number | null
  /** Whether this code has been sent more than once. */
  resent: boolean
  /** How long the number accepts no codes; null when it does. */
  lockedForSeconds: number | null
  /** The limit that was reached. Null if there is none, and wherever a message may reach a real phone. */
  limit: LimitName | null
  /** Null where it is never told. */
  delivery: DeliveryState | null
  /** Where to go on: the next step once approved, the newer code once superseded, else the start. */
  nextPath: string
}

/** Returns whether a resend carries the same code; later in its life a new code replaces it (R3). */
export const resendsSameCode = ({
  secondsLeft,
  lifeSeconds,
}: Pick<LiveState, 'secondsLeft' | 'lifeSeconds'>): boolean => secondsLeft > 0 && secondsLeft * 2 >= lifeSeconds

export interface CodePage extends LiveState {
  id: string
  purpose: Purpose
  /** In full: only the browser that typed it gets this page. */
  phone: string
  startPath: string
  /** Every limit that `limit` can name. */
  limits: LimitName[]
  /** The simulated phone, in the demo, if that is where the message goes. */
  handsetPath: string | null
}
