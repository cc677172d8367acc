import type { Pdu, Session } from 'smpp'
import { MESSAGE_STATES } from '@/lib/demo/carrier-behaviors'
import type { Sms } from './carrier'

const IS_RECEIPT = 4
/** SMPP's type of number (TON) for the international format. */
const INTERNATIONAL = 1
const ERRORS = { DELIVRD: '000', EXPIRED: '027', UNDELIV: '011', REJECTD: '099' } as const

/** Sends receipts and inbound messages to the gateway, and again after an outage, until they are acknowledged. */
export class Deliveries {
  private readonly waiting = new Map<string, Record<string, unknown>>()
  private readonly links = new Set<Session>()

  bound(session: Session): void {
    this.links.add(session)
    for (const id of this.waiting.keys()) this.send(id)
  }

  unbound(session: Session): void {
    this.links.delete(session)
  }

  /** Sends the receipt for the message in `pdu`, which the carrier identifies as `id`. */
  report(id: string, pdu: Pdu, state: keyof typeof MESSAGE_STATES): void {
    const date = new Date().toISOString().replace(/\D/g, '').slice(2, 12)
    const delivered = state === 'DELIVRD' ? '001' : '000'
    this.enqueue(id, {
      esm_class: IS_RECEIPT,
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      receipted_message_id: id,
      message_state: MESSAGE_STATES[state],
      short_message: `id:${id} sub:001 dlvrd:${delivered} submit date:${date} done date:${date} stat:${state} err:${ERRORS[state]} text:`,
    })
  }

  write(id: string, { from, to, text }: Sms): void {
    const [source_addr, source_addr_ton] = [from.replace(/^\+/, ''), INTERNATIONAL]
    this.enqueue(id, { source_addr, source_addr_ton, destination_addr: to, short_message: text })
  }

  private enqueue(id: string, fields: Record<string, unknown>): void {
    this.waiting.set(id, fields)
    this.send(id)
  }

  private send(id: string): void {
    const [link] = this.links
    const fields = this.waiting.get(id)
    if (link && fields) link.deliver_sm({ ...fields }, () => this.waiting.delete(id))
  }
}
