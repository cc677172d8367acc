import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { INBOUND_PARAMETERS } from '@/lib/delivery/gateways/kannel/inbound'
import { keywordIn } from '@/lib/delivery/opt-out-keywords'
import { BEHAVIORS } from '@/lib/demo/carrier-behaviors'
import { startAnywhere } from './anywhere'
import type { Kannel } from './boxes'
import type { Carrier, Sms } from './carrier'
import { freePorts, requireFreePorts } from './ports'

const LOGIN = { username: 'latchkey', password: 'a-password-of-these-tests' }
const ALL_TYPES = 31
const GSM = 0
const UCS2 = 2

const arrived: Sms[] = []
/** Delays or rejects deliveries in tests that need it. */
let beforeDelivery: (sms: Sms) => void | Promise<void> = () => undefined
const deliver = async (sms: Sms) => {
  await beforeDelivery(sms)
  arrived.push(sms)
}
const reports = new Map<string, number[]>()
const inbound: Record<string, string>[] = []
const receiver = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://receiver')
  if (pathname === '/inbound') {
    inbound.push(Object.fromEntries(searchParams))
    return response.end('a response that must not become an SMS')
  }
  const id = searchParams.get('id') ?? ''
  reports.set(id, [...(reports.get(id) ?? []), Number(searchParams.get('type'))])
  response.end()
})
let carrier: Carrier
let kannel: Kannel

beforeAll(async () => {
  await once(receiver.listen(0, '127.0.0.1'), 'listening')
  const inboundUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/inbound?${INBOUND_PARAMETERS}`
  ;({ carrier, kannel } = await startAnywhere({ ...LOGIN, deliver, inboundUrl }))
})

afterEach(() => {
  beforeDelivery = () => undefined
})

afterAll(async () => {
  await kannel?.stop()
  await carrier?.stop()
  receiver.close()
})

let sent = 0

/** Sends through Kannel. Returns its response and the id of the reports. */
async function send(to: string, text: string, { coding = GSM, password = LOGIN.password } = {}) {
  sent += 1
  const id = `sms-${sent}`
  const response = await fetch(kannel.sendsmsUrl, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'x-kannel-username': LOGIN.username,
      'x-kannel-password': password,
      'x-kannel-from': 'Latchkey',
      'x-kannel-to': to,
      'x-kannel-coding': String(coding),
      'x-kannel-validity': '5',
      'x-kannel-dlr-mask': String(ALL_TYPES),
      'x-kannel-dlr-url': `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/?id=${id}&type=%d`,
    },
  })
  return { id, status: response.status, body: await response.text() }
}

const sorted = (types: number[] = []) => types.toSorted((a, b) => a - b)
const reported = (id: string, types: number[]) =>
  vi.waitFor(() => expect(sorted(reports.get(id))).toEqual(types), { timeout: 20_000, interval: 20 })

/** Waits until everything sent earlier has been processed, except retries. */
const waitForEarlierMessages = async () => reported((await send('+12025550199', 'last of all')).id, [1, 8])

const lastReceived = (to: string) => carrier.received.findLast((sms) => sms.to === to)
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('message texts', () => {
  it.each([
    ['in the basic alphabet', GSM, 0, '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà'],
    ['in the extension table', GSM, 0, 'Code: 12-34 ^{}\\[~]|€ @host #123456 $_'],
    ['with an emoji', UCS2, 8, 'Код 123456 🔑 ☎ “go”'],
    ['in the format of a code message', GSM, 0, 'Your Latchkey code is 123456.\n\n@localhost #123456'],
  ])('a text %s reaches the carrier and the phone unchanged', async (_, coding, dataCoding, text) => {
    const { id, status, body } = await send('+12025550123', text, { coding })
    expect({ status, body }).toEqual({ status: 202, body: '0: Accepted for delivery' })
    await reported(id, [1, 8])
    expect(lastReceived('+12025550123')).toEqual({ to: '+12025550123', from: 'Latchkey', text, dataCoding })
    expect(arrived.at(-1)).toEqual({ to: '+12025550123', from: 'Latchkey', text })
  })
})

describe('simulated outcomes', () => {
  /** The expected report types and submissions; Kannel retries once if the carrier is busy. */
  const OUTCOMES: Record<keyof typeof BEHAVIORS, { types: number[]; submissions: number }> = {
    '01': { types: [2, 8], submissions: 1 },
    '02': { types: [8, 34], submissions: 1 },
    '03': { types: [2, 8], submissions: 1 },
    '04': { types: [8], submissions: 1 },
    '05': { types: [8], submissions: 1 },
    '10': { types: [16], submissions: 2 },
    '11': { types: [16], submissions: 1 },
    '12': { types: [16], submissions: 2 },
    '16': { types: [16], submissions: 1 },
  }

  it('the simulated outcomes of all special numbers are tested', () => {
    expect(Object.keys(OUTCOMES).toSorted()).toEqual(Object.keys(BEHAVIORS).toSorted())
  })

  it.concurrent.each(Object.entries(OUTCOMES))(
    'a message to a number that ends in 555 01%s has the outcome in the table',
    async (digits, outcome) => {
      const to = `+130355501${digits}`
      const { id } = await send(to, `for ${digits}`)
      await reported(id, outcome.types)
      await waitForEarlierMessages()
      expect(sorted(reports.get(id))).toEqual(outcome.types)
      expect(carrier.received.filter((sms) => sms.to === to)).toHaveLength(outcome.submissions)
      expect(arrived.some((sms) => sms.to === to)).toBe(BEHAVIORS[digits]?.arrives)
    },
  )

  it('messages to numbers outside the reserved range are delivered', async () => {
    for (const to of ['+12025560101', '+447700555010', '+4420255501011']) {
      await reported((await send(to, 'hello')).id, [1, 8])
    }
  })
})

it('reports a message as undelivered if its delivery to the phone fails', async () => {
  beforeDelivery = () => Promise.reject(new Error('the demo is unreachable'))
  await reported((await send('+12025550123', 'never there')).id, [2, 8])
})

it('sends a receipt after an outage', async () => {
  let arrive = () => {}
  const onItsWay = new Promise<void>((resolve) => {
    arrive = resolve
  })
  beforeDelivery = () => onItsWay
  const { id } = await send('+12025550123', 'on its way')
  await reported(id, [8])
  await carrier.goAway()
  arrive()
  await vi.waitFor(() => expect(arrived.at(-1)?.text).toBe('on its way'))
  await carrier.comeBack()
  await reported(id, [1, 8])
})

it('delivers messages from an outage once it is over', async () => {
  await carrier.goAway()
  const before = carrier.received.length
  await vi.waitFor(async () => expect(await kannel.status()).not.toMatch(/\(online/), { timeout: 10_000 })
  const { id, status, body } = await send('+12025550123', 'during the outage')
  expect({ status, body }).toEqual({ status: 202, body: '3: Queued for later delivery' })
  expect(carrier.received).toHaveLength(before)
  await carrier.comeBack()
  await reported(id, [1, 8])
  expect(carrier.received.slice(before).map((sms) => sms.text)).toEqual(['during the outage'])
})

describe('inbound messages', () => {
  it.each([
    ['STOP', 'STOP'],
    ['  Stop.\n', 'Stop.'],
    ['Who is this & why? 100%', 'Who is this & why? 100%'],
    ['stop it', 'stop it'],
  ])(
    'an inbound message reaches the webhook with number and id, and its response is not sent back: %j',
    async (text, expected) => {
      const [before, received] = [inbound.length, carrier.received.length]
      carrier.write({ from: '+12025550123', to: 'Latchkey', text })
      await vi.waitFor(() => expect(inbound).toHaveLength(before + 1), { timeout: 10_000, interval: 20 })
      expect(inbound.at(-1)).toEqual({ id: expect.stringMatching(/^[\w-]{36}$/), from: '+12025550123', text: expected })
      await waitForEarlierMessages()
      expect(carrier.received.slice(received).map((sms) => sms.text)).toEqual(['last of all'])
    },
  )

  it('recognizes an opt-out in UCS-2', async () => {
    const before = inbound.length
    carrier.write({ from: '+12025550123', to: 'Latchkey', text: 'STOP 🛑' })
    await vi.waitFor(() => expect(inbound).toHaveLength(before + 1), { timeout: 10_000, interval: 20 })
    expect(keywordIn(inbound.at(-1)?.text ?? '')).toBe('stop')
  })

  it('inbound messages with the same text have different ids', () => {
    expect(new Set(inbound.map(({ id }) => id)).size).toBe(inbound.length)
  })
})

it('rejects a wrong sendsms password', async () => {
  const { status, body } = await send('+12025550123', 'never sent', { password: 'another' })
  expect({ status, body }).toEqual({ status: 403, body: 'Authorization failed for sendsms' })
})

it('writes no text to disk, queued or delivered', async () => {
  const code = '918273'
  await send('+12025550104', `Your code is ${code}`)
  await carrier.goAway()
  await vi.waitFor(async () => expect(await kannel.status()).not.toMatch(/\(online/), { timeout: 10_000 })
  await send('+12025550123', `Your code is ${code}`)
  const files = fs
    .readdirSync(kannel.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
  expect(files.map((file) => file.name)).toEqual(expect.arrayContaining(['kannel.conf', 'bearerbox.log', 'smsbox.log']))
  expect(fs.readdirSync(path.join(kannel.folder, 'receipts')), 'pending receipts').not.toEqual([])
  for (const { parentPath, name } of files)
    expect(fs.readFileSync(path.join(parentPath, name), 'latin1')).not.toContain(code)
  await carrier.comeBack()
  await vi.waitFor(() => expect(arrived.at(-1)?.text).toContain(code), { timeout: 10_000 })
})

it('makes its folder accessible to its owner only', () => {
  expect(fs.statSync(kannel.folder).mode & 0o777).toBe(0o700)
  expect(fs.statSync(path.join(kannel.folder, 'kannel.conf')).mode & 0o777).toBe(0o600)
})

it('names the port that is in use', async () => {
  const [port = 0] = await freePorts(1)
  const server = http.createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  await expect(requireFreePorts([port])).rejects.toThrow(`Port ${port} is already in use`)
  server.close()
})

describe('a second Kannel', () => {
  it('stops without leaving a process or a folder', async () => {
    const own = await startAnywhere({ ...LOGIN, deliver: () => undefined })
    expect(own.kannel.pids.map(isAlive)).toEqual([true, true])
    await own.kannel.stop()
    await own.carrier.stop()
    expect(own.kannel.pids.map(isAlive)).toEqual([false, false])
    expect(fs.existsSync(own.kannel.folder)).toBe(false)
    expect(await Promise.race([own.kannel.died, 'still pending'])).toBe('still pending')
  })

  it('reports a box that exits unexpectedly', async () => {
    const own = await startAnywhere({ ...LOGIN, deliver: () => undefined })
    process.kill(own.kannel.pids[0] ?? 0, 'SIGKILL')
    expect(await own.kannel.died).toBe("Kannel's bearerbox exited unexpectedly (SIGKILL).")
    await own.kannel.stop()
    await own.carrier.stop()
  })
})
