import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import smpp, { type Pdu, type Session } from 'smpp'
import { sameSecret } from '@/lib/crypto/same-secret'
import { behaviorFor } from '@/lib/demo/carrier-behaviors'
import { Deliveries } from './deliveries'

/** `to` and `from` are E.164 numbers or alphanumeric sender names. */
export interface Sms {
  to: string
  from: string
  text: string
}

export interface CarrierOptions {
  /** On loopback; 0 selects a free port. */
  port: number
  /** Delivers a message to its phone. If it fails, the receipt reports UNDELIV. */
  deliver(sms: Sms): void | Promise<void>
  delayMs?: number
}

export interface Carrier {
  port: number
  /** The gateway's SMPP password, new at each start. */
  password: string
  /** All submitted messages in order, including rejected and repeated ones. */
  received: (Sms & { dataCoding: number })[]
  /** Sends an inbound message from a phone to the gateway. */
  write(sms: Sms): void
  /** Simulates an outage: closes all links and accepts none until `comeBack`. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  stop(): Promise<void>
}

/** SMPP errors that are not simulated for a phone number. */
const NOT_BOUND = 0x04
const WRONG_PASSWORD = 0x0e
const RECEIPT_WANTED = 3

/** SMPP passwords have at most eight characters. */
const newPassword = () => randomBytes(6).toString('base64url')

/** Starts a simulated SMPP 3.4 carrier on loopback, with the outcomes of lib/demo/carrier-behaviors.ts. */
export async function startCarrier({ port, deliver, delayMs = 0 }: CarrierOptions): Promise<Carrier> {
  const password = newPassword()
  const received: Carrier['received'] = []
  const deliveries = new Deliveries()
  const sessions = new Set<Session>()
  const timers = new Set<NodeJS.Timeout>()

  const scheduleDelivery = (pdu: Pdu, id: string, sms: Sms) => {
    const { arrives, receipt } = behaviorFor(sms.to)
    const timer = setTimeout(async () => {
      timers.delete(timer)
      const delivered = !arrives || (await succeeds(() => deliver(sms)))
      if (receipt && pdu.registered_delivery & RECEIPT_WANTED)
        deliveries.report(id, pdu, delivered ? receipt : 'UNDELIV')
    }, delayMs)
    timers.add(timer)
  }

  const submit = (pdu: Pdu): Pdu => {
    const sms = { to: e164(pdu.destination_addr), from: pdu.source_addr, text: textOf(pdu) }
    received.push({ ...sms, dataCoding: pdu.data_coding })
    const { refusal } = behaviorFor(sms.to)
    if (refusal !== undefined) return pdu.response({ command_status: refusal })
    const id = randomUUID()
    scheduleDelivery(pdu, id, sms)
    return pdu.response({ message_id: id })
  }

  const server = smpp.createServer((session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
    serveLink(session, { password, deliveries, submit })
  })
  await listen(server, port)
  const { port: listensOn } = server.address() as AddressInfo
  const goAway = () => close(server, sessions)
  const stop = () => {
    for (const timer of timers) clearTimeout(timer)
    return goAway()
  }
  const write = (sms: Sms) => deliveries.write(randomUUID(), sms)
  return { port: listensOn, password, received, write, goAway, comeBack: () => listen(server, listensOn), stop }
}

type LinkOptions = { password: string; deliveries: Deliveries; submit(pdu: Pdu): Pdu }

/** Serves one link. A gateway must bind with the password before it can submit. */
function serveLink(session: Session, { password, deliveries, submit }: LinkOptions): void {
  let bound = false
  session.on('close', () => deliveries.unbound(session))
  // The library stops reading after an error, so the link is unusable.
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
  session.on('submit_sm', (pdu) => session.send(bound ? submit(pdu) : pdu.response({ command_status: NOT_BOUND })))
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
