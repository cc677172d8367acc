import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoKey } from '@/lib/demo/keys'
import { startAnywhere } from '../kannel/anywhere'
import { startKannel } from '../kannel/boxes'
import type { Sms } from '../kannel/carrier'
import { demoPhones } from '../kannel/phone'
import { freePorts } from '../kannel/ports'
import { inboundUrl } from '../kannel/replies'
import { OWN_DIR } from './e2e-servers.mjs'

/** Data of a test's Kannel that is searched for secrets after the run. */
export interface KannelRemains {
  /** All texts that the carrier received. */
  texts: string[]
  /** The contents of Kannel's folder when it was stopped: logs and pending receipts. */
  files: string
}

const USERNAME = 'latchkey'

export const remainsFile = (name: string) => path.join(OWN_DIR, `${name}.kannel.json`)

type Started = Awaited<ReturnType<typeof startAnywhere>>

/** A Kannel and a carrier for one server of the browser tests, with simulated failures. */
export class E2eKannel {
  readonly #name: string
  readonly #password = randomBytes(18).toString('base64url')
  readonly #remains: string[] = []
  #started: Started | undefined
  #inboundUrl: string | undefined
  #isAway = false
  #isGone = false
  #bring = (_sms: Sms): Promise<void> => Promise.reject(new Error('no server connected'))
  #letGo = () => {}
  #held: Promise<void> = Promise.resolve()

  private constructor(name: string) {
    this.#name = name
  }

  static async start(name: string): Promise<E2eKannel> {
    const own = new E2eKannel(name)
    const deliver = async (sms: Sms) => {
      await own.#held
      await own.#bring(sms)
    }
    own.#started = await startAnywhere({ username: USERNAME, password: own.#password, deliver })
    return own
  }

  /** The server's settings for this Kannel. */
  get settings(): Record<string, string> {
    const { sendsmsUrl } = this.#both.kannel
    return { KANNEL_URL: sendsmsUrl, KANNEL_USERNAME: USERNAME, KANNEL_PASSWORD: this.#password }
  }

  /** Returns all messages to a number that the carrier received, in order. */
  receivedFor = (phone: string) => this.#both.carrier.received.filter(({ to }) => to === phone)

  /** Connects the carrier to the server at `origin`, which receives messages for its phones and inbound messages. */
  async connectTo(origin: string) {
    const file = path.join(OWN_DIR, this.#name, 'secrets.json')
    const { AUTH_SECRET } = JSON.parse(fs.readFileSync(file, 'utf8')) as { AUTH_SECRET: string }
    const log = () => {}
    this.#bring = demoPhones({ origin, key: demoKey(AUTH_SECRET, 'carrier'), log, tryForMs: 5_000, tryEveryMs: 50 })
    this.#inboundUrl = inboundUrl(origin, AUTH_SECRET)
    await this.end()
    await this.beginAgain()
  }

  /** Sends an inbound message from a phone. */
  reply = (phone: string, text: string) => this.#both.carrier.write({ from: phone, to: 'Latchkey', text })

  /** Makes the carrier accept messages without delivering them until `letMessagesGo`. */
  holdMessages() {
    this.#held = new Promise((resolve) => {
      this.#letGo = resolve
    })
  }

  letMessagesGo = () => this.#letGo()

  /** Makes Kannel accept connections without responding until `wake`. */
  freeze = () => this.#signal('SIGSTOP')

  wake = () => this.#signal('SIGCONT')

  /** Starts a carrier outage; resolves once Kannel has detected it. */
  async cutOff() {
    const { carrier, kannel } = this.#both
    this.#isAway = true
    await carrier.goAway()
    for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) {
      if (!/\(online/.test(await kannel.status())) return
    }
    throw new Error('Kannel did not detect the carrier outage')
  }

  async connectAgain() {
    this.#isAway = false
    await this.#both.carrier.comeBack()
  }

  /** Stops Kannel and closes its port. */
  async end() {
    const { kannel } = this.#both
    this.#isGone = true
    this.#remains.push(...textsIn(kannel.folder))
    await kannel.stop()
  }

  /** Ends all simulated failures. */
  async restore() {
    this.letMessagesGo()
    if (this.#isAway) await this.connectAgain()
    if (this.#isGone) await this.beginAgain()
    else this.wake()
  }

  async stop() {
    if (!this.#isGone) await this.end()
    await this.#both.carrier.stop()
    const texts = this.#both.carrier.received.map(({ text }) => text)
    const remains: KannelRemains = { texts, files: this.#remains.join('\n') }
    fs.writeFileSync(remainsFile(this.#name), JSON.stringify(remains))
  }

  get #both(): Started {
    if (!this.#started) throw new Error('not started')
    return this.#started
  }

  /** Restarts Kannel at the same URL; messages that it had not forwarded are lost. */
  async beginAgain() {
    const { carrier, kannel } = this.#both
    const [admin = 0, smsbox = 0] = await freePorts(2)
    const ports = { admin, smsbox, sendsms: Number(new URL(kannel.sendsmsUrl).port) }
    const access = { username: USERNAME, password: this.#password, inboundUrl: this.#inboundUrl }
    const restarted = await startKannel({ ports, smscPort: carrier.port, smscPassword: carrier.password, ...access })
    this.#started = { carrier, kannel: restarted }
    this.#isGone = false
  }

  #signal(signal: NodeJS.Signals) {
    for (const pid of this.#both.kannel.pids) process.kill(pid, signal)
  }
}

const textsIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => fs.readFileSync(path.join(parentPath, name), 'utf8'))
