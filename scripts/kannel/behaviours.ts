/** What the simulated carrier does with a message; see also README.md. */
export interface Behaviour {
  /** In words, for the terminal. */
  does: string
  /** The SMPP error that the message is refused with; none when it is taken. */
  refusal?: number
  /** Whether it arrives on the simulated phone. */
  arrives: boolean
  /** What the receipt says; none when no receipt is sent. */
  receipt?: keyof typeof MESSAGE_STATES
}

/** The states of SMPP 3.4 that receipts name, with their codes. */
export const MESSAGE_STATES = { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 } as const

const DELIVERED: Behaviour = { does: 'arrives', arrives: true, receipt: 'DELIVRD' }

const refused = (does: string, refusal: number): Behaviour => ({ does, refusal, arrives: false })
const lost = (does: string, receipt?: Behaviour['receipt']): Behaviour => ({ does, arrives: false, receipt })

/** By the last two digits of a number whose national part is 555-01NN; such numbers belong to nobody. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  '01': lost('is reported as undelivered', 'UNDELIV'),
  '02': lost('is reported as expired', 'EXPIRED'),
  '03': lost('is taken, then reported as rejected', 'REJECTD'),
  '04': lost('is taken and never heard of again'),
  '05': { does: 'arrives, without a receipt', arrives: true },
  '10': refused('is refused: too many messages (0x58)', 0x58),
  '11': refused('is refused: no such number (0x0b)', 0x0b),
  '12': refused("is refused: the carrier's queue is full (0x14)", 0x14),
  '16': refused('is refused: the submission failed (0x45)', 0x45),
}

/** What happens to a message for that E.164 number. */
export function behaviourFor(phone: string): Behaviour {
  const [, digits = ''] = /^\+1\d{3}55501(\d\d)$/.exec(phone) ?? []
  return BEHAVIOURS[digits] ?? DELIVERED
}

/** The table for the terminal. */
export const behaviourTable = (): string =>
  [...Object.entries(BEHAVIOURS), ['others', DELIVERED] as const]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([digits, { does }]) => `    ${(digits === 'others' ? 'all others' : `…555 01${digits}`).padEnd(12)} ${does}`)
    .join('\n')
