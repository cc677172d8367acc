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

/** What a Kannel of the tests leaves behind, for the search after the run. */
export interface KannelRemains {
  /** Everything that the carrier was given. */
  texts: string[]
  /** All that lay in Kannel's folder when it was stopped: its logs and what receipts it waited for. */
  files: string
}

const USERNAME = 'latchkey'

export const remainsFile = (name: string) => path.join(OWN_DIR, `${name}.kannel.json`)

type Started = Awaited<ReturnType<typeof startAnywhere>>

/** A Kannel and a carrier for one server of the browser tests, and all that may befall the two. */
export class E2eKannel {
  readonly #name: string
  readonly #password = randomBytes(18).toString('base64url')
  readonly #remains: string[] = []
  #started: Started | undefined
  #inboundUrl: string | undefined
  #isAway = false
  #isGone = false
  #bring = (_sms: Sms): Promise<void> => Promise.reject(new Error('no server yet'))
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

  /** What a server has to be told of it. */
  get settings(): Record<string, string> {
    const { sendsmsUrl } = this.#both.kannel
    return { KANNEL_URL: sendsmsUrl, KANNEL_USERNAME: USERNAME, KANNEL_PASSWORD: this.#password }
  }

  /** Every SMS that the carrier was given for that number, in order. */
  receivedFor = (phone: string) => this.#both.carrier.received.filter(({ to }) => to === phone)

  /**
   * From now on, messages arrive on the phones of the server there, which keeps its secrets in that folder, and that server
   * hears what people write back.
   */
  async connectTo(origin: string) {
    const file = path.join(OWN_DIR, this.#name, 'secrets.json')
    const { AUTH_SECRET } = JSON.parse(fs.readFileSync(file, 'utf8')) as { AUTH_SECRET: string }
    const say = () => {}
    this.#bring = demoPhones({ origin, key: demoKey(AUTH_SECRET, 'carrier'), say, tryForMs: 5_000, tryEveryMs: 50 })
    this.#inboundUrl = inboundUrl(origin, AUTH_SECRET)
    await this.end()
    await this.beginAgain()
  }

  /** Somebody answers a message on their phone. */
  reply = (phone: string, text: string) => this.#both.carrier.write({ from: phone, to: 'Latchkey', text })

  /** The carrier takes messages and keeps them, until they are let go. */
  holdMessages() {
    this.#held = new Promise((resolve) => {
      this.#letGo = resolve
    })
  }

  letMessagesGo = () => this.#letGo()

  /** Kannel takes connections and answers nothing, until it is woken. */
  freeze = () => this.#signal('SIGSTOP')

  wake = () => this.#signal('SIGCONT')

  /** The carrier's outage begins, and Kannel has noticed. */
  async cutOff() {
    const { carrier, kannel } = this.#both
    this.#isAway = true
    await carrier.goAway()
    for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) {
      if (!/\(online/.test(await kannel.status())) return
    }
    throw new Error('Kannel believes that the carrier is there')
  }

  async connectAgain() {
    this.#isAway = false
    await this.#both.carrier.comeBack()
  }

  /** Kannel ends, and nothing listens where it was. */
  async end() {
    const { kannel } = this.#both
    this.#isGone = true
    this.#remains.push(...textsIn(kannel.folder))
    await kannel.stop()
  }

  /** Whatever was done to the two is undone. */
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

  /** Kannel is back where it was; what it had not sent on is lost. */
  async beginAgain() {
    const { carrier, kannel } = this.#both
    const [admin = 0, smsbox = 0] = await freePorts(2)
    const ports = { admin, smsbox, sendsms: Number(new URL(kannel.sendsmsUrl).port) }
    const access = { username: USERNAME, password: this.#password, inboundUrl: this.#inboundUrl }
    const again = await startKannel({ ports, smscPort: carrier.port, smscPassword: carrier.password, ...access })
    this.#started = { carrier, kannel: again }
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
