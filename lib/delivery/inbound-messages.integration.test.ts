import { randomInt } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import * as optOuts from '@/lib/db/queries/opt-outs'
import { demoKey } from '@/lib/demo/keys'
import * as log from '@/lib/log/log'
import { together } from '@/lib/testing/together'
import { freshPhone, started } from '@/lib/testing/verifications'
import * as all from './gateways/lookup'
import { receiveInbound } from './inbound-messages'

afterEach(() => vi.restoreAllMocks())

const KEY = `Bearer ${demoKey(env().authSecret, 'carrier')}`
const request = (body: unknown, authorization = KEY) =>
  new Request('http://localhost/', { method: 'POST', headers: { authorization }, body: JSON.stringify(body) })
const reply = (from: string, text: string) => receiveInbound('handset', request({ from, text }))
const isOut = async (phone: string) => (await optOuts.optedOutAt(db(), phone)) !== null

/** Receives a message through a gateway that identifies each message. */
function named(once: string, from: string, text: string) {
  const answer = { kind: 'inbound' as const, messages: [{ from, text }], once }
  vi.spyOn(all, 'gatewayNamed').mockReturnValue({
    send: async () => ({ kind: 'accepted' }),
    parseReceipt: async () => ({ kind: 'rejected', reason: '' }),
    parseInbound: async () => answer,
  })
  return receiveInbound('kannel', new Request('http://localhost/'))
}

describe('inbound messages', () => {
  test('opts out a single number from STOP until START', async () => {
    const [phone, other] = [freshPhone(), freshPhone()]
    expect(await reply(phone, 'Stop.')).toBe(200)
    expect([await isOut(phone), await isOut(other)]).toEqual([true, false])
    expect(await db().optOut.findUnique({ where: { phone } })).toMatchObject({ gateway: 'handset' })
    await reply(phone, 'STOP')
    expect(await isOut(phone)).toBe(true)
    await reply(phone, 'start')
    expect(await isOut(phone)).toBe(false)
  })

  test('opts out the number that was sent a code, in every format that gateways use', async () => {
    const national = `55${randomInt(10_000_000, 99_999_999)}`
    const phone = `+52${national}`
    await started({ phone })
    for (const from of [`+521${national}`, `521${national}`, `52${national}`, national]) {
      await reply(from, 'STOP')
      expect({ from, isOut: await isOut(phone) }).toEqual({ from, isOut: true })
      await reply(phone, 'START')
      expect(await isOut(phone)).toBe(false)
    }
  })

  test('opts out the number that was last sent a code if the sender is ambiguous', async () => {
    const national = `479${randomInt(2_000_000, 9_999_999)}`
    const [american, norwegian] = [`+1${national}`, `+${national}`]
    await started({ phone: american })
    await started({ phone: norwegian })
    await db()
      .$executeRaw`UPDATE "Verification" SET "createdAt" = "createdAt" - interval '1 minute' WHERE "phone" = ${american}`
    await reply(national, 'STOP')
    expect([await isOut(american), await isOut(norwegian)]).toEqual([false, true])
  })

  test('opts in no number if the sender matches several opted-out numbers', async () => {
    const national = `479${randomInt(2_000_000, 9_999_999)}`
    const both = [`+1${national}`, `+${national}`]
    for (const phone of both) await reply(phone, 'STOP')
    await reply(national, 'START')
    expect(await Promise.all(both.map(isOut))).toEqual([true, true])
    await reply(both[0] ?? '', 'START')
    await reply(national, 'START')
    expect(await Promise.all(both.map(isOut))).toEqual([false, false])
  })

  test('opts out no number if the sender is an unknown national number', async () => {
    const national = `0151${randomInt(20_000_000, 99_999_999)}`
    const before = await db().optOut.count()
    expect(await reply(national, 'STOP')).toBe(200)
    expect(await db().optOut.count()).toBe(before)
  })

  test('ignores texts that are not keywords', async () => {
    const phone = freshPhone()
    await reply(phone, 'Who is this?')
    expect(await isOut(phone)).toBe(false)
    await reply(phone, 'STOP')
    expect(await reply(phone, 'YES')).toBe(200)
    expect(await isOut(phone)).toBe(true)
  })

  test('never logs the text or the phone number', async () => {
    const spies = (['info', 'warn', 'error'] as const).map((level) => vi.spyOn(log.log(), level))
    const phone = freshPhone()
    await reply(phone, 'my secret is a heron')
    await reply(phone, 'STOP')
    await receiveInbound('handset', request({ from: phone, text: 'my secret is a heron' }, 'Bearer x'))
    const logged = JSON.stringify(spies.flatMap(({ mock }) => mock.calls))
    expect(logged).toContain('"what":"opt-out"')
    expect(logged).not.toMatch(/heron/)
    expect(logged).not.toContain(phone.slice(1))
  })

  test('rejects an unauthenticated message without effect', async () => {
    const phone = freshPhone()
    expect(await receiveInbound('handset', request({ from: phone, text: 'STOP' }, 'Bearer x'))).toBe(403)
    expect(await isOut(phone)).toBe(false)
  })

  test('returns 404 for a gateway without inbound messages and for an unknown gateway', async () => {
    for (const name of ['null', 'twilio', '__proto__', 'constructor'])
      expect(await receiveInbound(name, new Request('http://localhost/'))).toBe(404)
  })

  test('acknowledges a replayed STOP without overriding a later START', async () => {
    const phone = freshPhone()
    await named(`a${phone}`, phone, 'STOP')
    await named(`b${phone}`, phone, 'START')
    expect(await named(`a${phone}`, phone, 'STOP')).toBe(200)
    expect(await isOut(phone)).toBe(false)
  })

  test('processes a retry after a failed transaction', async () => {
    const phone = freshPhone()
    vi.spyOn(optOuts, 'noteOptOut').mockRejectedValueOnce(new Error('the database failed'))
    await expect(named(phone, phone, 'STOP')).rejects.toThrow('the database failed')
    expect(await named(phone, phone, 'STOP')).toBe(200)
    expect(await isOut(phone)).toBe(true)
  })

  test('stores one opt-out for concurrent STOP messages', async () => {
    const phone = freshPhone()
    expect(new Set(await together(20, () => reply(phone, 'STOP')))).toEqual(new Set([200]))
    expect(await db().optOut.count({ where: { phone } })).toBe(1)
  })
})
