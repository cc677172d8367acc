import type { Pdu, Session } from 'smpp'
import { MESSAGE_STATES } from './behaviours'

const IS_RECEIPT = 4
const ERRORS = { DELIVRD: '000', EXPIRED: '027', UNDELIV: '011', REJECTD: '099' } as const

/** The carrier's receipts: each is sent over a link that is up, again after an outage, until it is acknowledged. */
export class Receipts {
  private readonly waiting = new Map<string, Record<string, unknown>>()
  private readonly links = new Set<Session>()

  bound(session: Session): void {
    this.links.add(session)
    for (const id of this.waiting.keys()) this.send(id)
  }

  unbound(session: Session): void {
    this.links.delete(session)
  }

  /** About the message that `pdu` submitted and that the carrier calls `id`. */
  report(id: string, pdu: Pdu, state: keyof typeof MESSAGE_STATES): void {
    const date = new Date().toISOString().replace(/\D/g, '').slice(2, 12)
    const delivered = state === 'DELIVRD' ? '001' : '000'
    this.waiting.set(id, {
      esm_class: IS_RECEIPT,
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      receipted_message_id: id,
      message_state: MESSAGE_STATES[state],
      short_message: `id:${id} sub:001 dlvrd:${delivered} submit date:${date} done date:${date} stat:${state} err:${ERRORS[state]} text:`,
    })
    this.send(id)
  }

  private send(id: string): void {
    const [link] = this.links
    const receipt = this.waiting.get(id)
    if (link && receipt) link.deliver_sm({ ...receipt }, () => this.waiting.delete(id))
  }
}
