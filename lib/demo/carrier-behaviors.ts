/** What the simulated carrier does with a message, for `npm run kannel` and for the demo's own phones alike. */
export interface Behavior {
  /** Whether the message arrives on the simulated phone. */
  arrives: boolean
  /** The carrier refuses the message with this SMPP error. */
  refusal?: number
  /** The state in the delivery receipt. Without one no receipt is sent. */
  receipt?: keyof typeof MESSAGE_STATES
  /** Why the message does not arrive, as a receipt reports it. */
  reason?: string
}

/** The states of SMPP 3.4 that receipts name, with their codes. */
export const MESSAGE_STATES = { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 } as const

const DELIVERED: Behavior = { arrives: true, receipt: 'DELIVRD' }

const lost = (receipt: Behavior['receipt'], reason: string): Behavior => ({ arrives: false, receipt, reason })
const refused = (refusal: number, reason: string): Behavior => ({ arrives: false, refusal, reason })

/** By the last two digits of a number whose national part is 555-01NN. Such numbers are reserved and belong to nobody. */
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

/** Returns what happens to a message for this E.164 number. */
export function behaviorFor(phone: string): Behavior {
  const [, digits = ''] = /^\+1\d{3}55501(\d\d)$/.exec(phone) ?? []
  return BEHAVIORS[digits] ?? DELIVERED
}
