import type { Purpose } from '@/lib/db/generated/enums'
import type { LimitName } from '@/lib/guard/policies'

export type VerificationState = 'open' | 'approved' | 'used' | 'expired' | 'superseded' | 'spent' | 'locked'

/** State of the newest SMS. `trying-another`: a dispatch failed, and another gateway is being tried. */
export type DeliveryState = 'on-its-way' | 'dispatched' | 'delivered' | 'trying-another' | 'not-delivered'

export interface LiveState {
  state: VerificationState
  secondsLeft: number
  lifeSeconds: number
  attemptsLeft: number
  /** Null if this verification allows no resend. */
  resendInSeconds: number | null
  resent: boolean
  lockedForSeconds: number | null
  /** The limit reached, if any. Always null where messages may reach real phones. */
  limit: LimitName | null
  /** Null for purposes that must not report delivery (R9). */
  delivery: DeliveryState | null
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
  /** Unmasked, since only the browser that entered it sees the page (R5). */
  phone: string
  startPath: string
  limits: LimitName[]
  handsetPath: string | null
}
