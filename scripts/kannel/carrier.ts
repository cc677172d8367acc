import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import smpp, { type Pdu, type Session } from 'smpp'
import { sameSecret } from '@/lib/crypto/same-secret'
import { behaviorFor } from '@/lib/demo/carrier-behaviors'
import { Deliveries } from './deliveries'

/** Phones are named in E.164, everybody else as they call themselves. */
export interface Sms {
  to: string
  from: string
  text: string
}

export interface CarrierOptions {
  /** On loopback; 0 takes any. */
  port: number
  /** Brings a message to its phone; when that fails, the receipt says undelivered. */
  deliver(sms: Sms): void | Promise<void>
  /** How long a message is on its way. */
  delayMs?: number
}

export interface Carrier {
  port: number
  /** What it lets a gateway in with; made anew each time. */
  password: string
  /** Every message that was submitted, refused ones and repeated ones too, in order. */
  received: (Sms & { dataCoding: number })[]
  /** Somebody writes an SMS on their phone, to whom the gateway sends for. */
  write(sms: Sms): void
  /** An outage: links are cut, and there are no new ones until `comeBack`. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  stop(): Promise<void>
}

/** The SMPP errors that aren't a behavior of some number. */
const NOT_BOUND = 0x04
const WRONG_PASSWORD = 0x0e
const RECEIPT_WANTED = 3

/** SMPP has room for eight. */
const newPassword = () => randomBytes(6).toString('base64url')

/** A carrier that exists on this machine alone: speaks SMPP 3.4, and treats a message as its number asks (lib/demo/carrier-behaviors.ts). */
export async function startCarrier({ port, deliver, delayMs = 0 }: CarrierOptions): Promise<Carrier> {
  const password = newPassword()
  const received: Carrier['received'] = []
  const deliveries = new Deliveries()
  const sessions = new Set<Session>()
  const underway = new Set<NodeJS.Timeout>()

  const carry = (pdu: Pdu, id: string, sms: Sms) => {
    const { arrives, receipt } = behaviorFor(sms.to)
    const timer = setTimeout(async () => {
      underway.delete(timer)
      const brought = !arrives || (await succeeds(() => deliver(sms)))
      if (receipt && pdu.registered_delivery & RECEIPT_WANTED) deliveries.report(id, pdu, brought ? receipt : 'UNDELIV')
    }, delayMs)
    underway.add(timer)
  }

  const take = (pdu: Pdu): Pdu => {
    const sms = { to: e164(pdu.destination_addr), from: pdu.source_addr, text: textOf(pdu) }
    received.push({ ...sms, dataCoding: pdu.data_coding })
    const { refusal } = behaviorFor(sms.to)
    if (refusal !== undefined) return pdu.response({ command_status: refusal })
    const id = randomUUID()
    carry(pdu, id, sms)
    return pdu.response({ message_id: id })
  }

  const server = smpp.createServer((session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
    serveLink(session, { password, deliveries, take })
  })
  await listen(server, port)
  const { port: listensOn } = server.address() as AddressInfo
  const goAway = () => close(server, sessions)
  const stop = () => {
    for (const timer of underway) clearTimeout(timer)
    return goAway()
  }
  const write = (sms: Sms) => deliveries.write(randomUUID(), sms)
  return { port: listensOn, password, received, write, goAway, comeBack: () => listen(server, listensOn), stop }
}

type Behind = { password: string; deliveries: Deliveries; take(pdu: Pdu): Pdu }

/** One link of one gateway, which has to show the password before it may submit. */
function serveLink(session: Session, { password, deliveries, take }: Behind): void {
  let bound = false
  session.on('close', () => deliveries.unbound(session))
  // After an error the library reads no further, so the link is of no use any more.
  session.on('error', () => session.destroy())
  session.on('bind_transceiver', (pdu) => {
    bound = sameSecret(pdu.password, password)
    session.send(pdu.response(bound ? { system_id: 'carrier' } : { command_status: WRONG_PASSWORD }))
    if (bound) deliveries.bound(session)
  })
  session.on('enquire_link', (pdu) => session.send(pdu.response()))
  session.on('unbind', (pdu) => {
    session.send(pdu.response())
    session.close()
  })
  session.on('submit_sm', (pdu) => session.send(bound ? take(pdu) : pdu.response({ command_status: NOT_BOUND })))
}

const e164 = (address: string) => `+${address.replace(/^\+/, '')}`

const textOf = ({ short_message: { message } }: Pdu) =>
  typeof message === 'string' ? message : message.toString('latin1')

const succeeds = async (work: () => void | Promise<void>) => {
  try {
    await work()
    return true
  } catch {
    return false
  }
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}

async function close(server: Server, sessions: Set<Session>): Promise<void> {
  const closed = server.listening ? once(server, 'close') : undefined
  server.close()
  for (const session of sessions) session.destroy()
  await closed
}
