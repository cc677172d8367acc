import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as later } from 'node:timers/promises'
import { type Answer, ask } from './ask'
import { Ledger, type LedgerLine } from './ledger'

/** `hang`: accepts and delays the response until `answerNow`; `reset`: accepts and resets the connection. */
export type Mode = 'accept' | 'refuse' | 'hang' | 'reset'

interface Taken {
  to: string
  reference: string
  text: string
}

/** The protocol of a vendor. */
interface Dialect {
  name: 'kannel' | 'android'
  read(request: IncomingMessage, body: string): Taken
  accept(taken: Taken, response: ServerResponse): void
  refuse(response: ServerResponse): void
  report(origin: string, reference: string, type: number): Promise<Answer>
}

const CREDENTIALS = { username: 'latchkey', password: 'of-no-worth' }
const SIGNING_KEY = 'a-signing-key-of-no-worth'

const header = (request: IncomingMessage, name: string) => String(request.headers[name] ?? '')

/** An HTTP gateway in this process, with a ledger of accepted messages and configurable faults. */
export class FakeGateway {
  mode: Mode = 'accept'
  slowMs = 0
  /** Called with the number of accepted messages when the line is in the ledger, before the response. */
  onAccepted: (line: LedgerLine, count: number) => unknown = () => {}
  refused = 0
  /** Number of accepted messages, without reading the ledger. */
  taken = 0
  readonly #dialect: Dialect
  readonly #ledger: Ledger
  readonly #server: Server
  #release: () => void = () => {}
  #told: Promise<void> = Promise.resolve()

  private constructor(dialect: Dialect, file: string) {
    this.#dialect = dialect
    this.#ledger = new Ledger(file)
    this.#server = createServer((request, response) => this.#take(request, response).catch(() => response.destroy()))
    this.#rearm()
  }

  static async open(dialect: Dialect, file: string): Promise<FakeGateway> {
    const gateway = new FakeGateway(dialect, file)
    await new Promise<void>((listening) => gateway.#server.listen(0, '127.0.0.1', listening))
    return gateway
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  lines = (): LedgerLine[] => this.#ledger.lines()

  /** Sends the delayed responses of mode `hang`. */
  answerNow(): void {
    this.#release()
    this.#rearm()
  }

  /** Sends a delivery receipt to `origin`. */
  report = (origin: string, reference: string, type: number): Promise<Answer> =>
    this.#dialect.report(origin, reference, type)

  async close(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done))
    this.#server.closeAllConnections()
    await closed
    this.#release()
    this.#ledger.close()
  }

  #rearm(): void {
    this.#told = new Promise((release) => {
      this.#release = release
    })
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const taken = this.#dialect.read(request, await text(request))
    const { mode } = this
    if (mode === 'refuse') {
      this.refused++
      return this.#dialect.refuse(response)
    }
    const line = { gateway: this.#dialect.name, ...taken, at: Date.now() }
    this.#ledger.append(line)
    this.onAccepted(line, ++this.taken)
    if (mode === 'reset') {
      request.socket.resetAndDestroy()
      return
    }
    if (mode === 'hang') await this.#told
    if (this.slowMs > 0) await later(this.slowMs)
    this.#dialect.accept(taken, response)
  }
}

/** Kannel's sendsms (measured with 1.4.5): message in headers, plain-text response, receipts by GET. */
const kannel: Dialect = {
  name: 'kannel',
  read: (request, body) => ({
    to: header(request, 'x-kannel-to'),
    reference: new URL(header(request, 'x-kannel-dlr-url')).searchParams.get('reference') ?? '',
    text: body,
  }),
  accept: (_taken, response) => {
    response.writeHead(202, { 'content-type': 'text/html' }).end('0: Accepted for delivery')
  },
  refuse: (response) => {
    response.writeHead(503, { 'content-type': 'text/html' }).end('Temporal failure, try again later.')
  },
  report: (origin, reference, type) =>
    ask(`${origin}/api/gateways/kannel/receipts?reference=${reference}&type=${type}&id=${reference.slice(0, 8)}`),
}

const ANDROID_EVENTS: Record<number, string> = { 1: 'sms:delivered', 2: 'sms:failed', 8: 'sms:sent' }

/** The local server of android-sms-gateway: JSON requests and responses, signed webhooks. */
const android: Dialect = {
  name: 'android',
  read: (_request, body) => {
    const { id, phoneNumbers, textMessage } = JSON.parse(body)
    return { to: phoneNumbers[0], reference: id, text: textMessage.text }
  },
  accept: ({ reference: id }, response) => {
    const body = JSON.stringify({ id, state: 'Pending', recipients: [] })
    response.writeHead(202, { 'content-type': 'application/json' }).end(body)
  },
  refuse: (response) => {
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"unavailable"}')
  },
  report: (origin, messageId, type) => {
    const body = JSON.stringify({ event: ANDROID_EVENTS[type], payload: { messageId } })
    const time = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', SIGNING_KEY)
      .update(body + time)
      .digest('hex')
    return ask(`${origin}/api/gateways/android/receipts`, body, { 'x-timestamp': time, 'x-signature': signature })
  },
}

export interface FakeGateways {
  kannel: FakeGateway
  android: FakeGateway
  /** Settings for a process that uses the first gateway, and the second as failover. */
  environment: Record<string, string>
  lines(): LedgerLine[]
  lineCount(): number
  close(): Promise<void>
}

/** Starts two gateways on one route, with ledgers in `folder`. */
export async function fakeGateways(folder: string): Promise<FakeGateways> {
  const first = await FakeGateway.open(kannel, `${folder}/kannel.jsonl`)
  const second = await FakeGateway.open(android, `${folder}/android.jsonl`)
  return {
    kannel: first,
    android: second,
    environment: {
      SMS_ROUTES: '*:kannel,android',
      DEMO_NUMBERS: '*',
      SMS_BUDGET_HOUR: '*',
      SMS_BUDGET_DAY: '*',
      ALLOWED_COUNTRIES: 'US',
      KANNEL_URL: `${first.url}/cgi-bin/sendsms`,
      KANNEL_USERNAME: CREDENTIALS.username,
      KANNEL_PASSWORD: CREDENTIALS.password,
      ANDROID_GATEWAY_URL: second.url,
      ANDROID_GATEWAY_USERNAME: CREDENTIALS.username,
      ANDROID_GATEWAY_PASSWORD: CREDENTIALS.password,
      ANDROID_GATEWAY_SIGNING_KEY: SIGNING_KEY,
    },
    lines: () => [...first.lines(), ...second.lines()],
    lineCount: () => first.taken + second.taken,
    close: async () => {
      await Promise.all([first.close(), second.close()])
    },
  }
}
