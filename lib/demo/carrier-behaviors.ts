export interface Behavior {
  arrives: boolean
  /** An SMPP error. */
  refusal?: number
  receipt?: keyof typeof MESSAGE_STATES
  reason?: string
}

/** Message states of SMPP 3.4, with their codes. */
export const MESSAGE_STATES = { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 } as const

export const DELIVERED: Behavior = { arrives: true, receipt: 'DELIVRD' }

const lost = (receipt: Behavior['receipt'], reason: string): Behavior => ({ arrives: false, receipt, reason })
const refused = (refusal: number, reason: string): Behavior => ({ arrives: false, refusal, reason })

/** Keyed by the last two digits of 555-01NN, a range that is reserved for fiction and never assigned. */
export const BEHAVIORS: Readonly<Record<string, Behavior>> = {
  '01': lost('UNDELIV', 'undelivered'),
  '02': lost('EXPIRED', 'expired'),
  '03': lost('REJECTD', 'rejected after it was accepted'),
  '04': { arrives: false },
  '05': { arrives: true },
  '10': refused(0x58, 'refused: too many messages'),
  '11': refused(0x0b, 'refused: no such number'),
  '12': refused(0x14, 'refused: the queue is full'),
  '16': refused(0x45, 'refused: the submission failed'),
}

export function behaviorFor(phone: string): Behavior {
  const [, digits = ''] = /^\+1\d{3}55501(\d\d)$/.exec(phone) ?? []
  return BEHAVIORS[digits] ?? DELIVERED
}
