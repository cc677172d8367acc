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
const isOut = (phone: string) => optOuts.hasOptedOut(db(), phone)

/** A gateway that names each reply. */
function named(once: string, from: string, text: string) {
  const answer = { kind: 'inbound' as const, messages: [{ from, text }], once }
  vi.spyOn(all, 'gatewayNamed').mockReturnValue({
    send: async () => ({ kind: 'accepted' }),
    parseReceipt: async () => ({ kind: 'rejected', reason: '' }),
    parseInbound: async () => answer,
  })
  return receiveInbound('kannel', new Request('http://localhost/'))
}

describe('an inbound message', () => {
  test('of STOP is kept until START, for that number alone', async () => {
    const [phone, other] = [freshPhone(), freshPhone()]
    expect(await reply(phone, 'Stop.')).toBe(200)
    expect([await isOut(phone), await isOut(other)]).toEqual([true, false])
    expect(await db().optOut.findUnique({ where: { phone } })).toMatchObject({ gateway: 'handset' })
    await reply(phone, 'STOP')
    expect(await isOut(phone)).toBe(true)
    await reply(phone, 'start')
    expect(await isOut(phone)).toBe(false)
  })

  test('of STOP counts for the number that was written to, however the gateway spells it', async () => {
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

  test('of STOP counts for the number written to last where a spelling leaves several', async () => {
    const national = `479${randomInt(2_000_000, 9_999_999)}`
    const [american, norwegian] = [`+1${national}`, `+${national}`]
    await started({ phone: american })
    await started({ phone: norwegian })
    await db()
      .$executeRaw`UPDATE "Verification" SET "createdAt" = "createdAt" - interval '1 minute' WHERE "phone" = ${american}`
    await reply(national, 'STOP')
    expect([await isOut(american), await isOut(norwegian)]).toEqual([false, true])
  })

  test('of START allows nothing where several numbers that opted out have that spelling', async () => {
    const national = `479${randomInt(2_000_000, 9_999_999)}`
    const both = [`+1${national}`, `+${national}`]
    for (const phone of both) await reply(phone, 'STOP')
    await reply(national, 'START')
    expect(await Promise.all(both.map(isOut))).toEqual([true, true])
    await reply(both[0] ?? '', 'START')
    await reply(national, 'START')
    expect(await Promise.all(both.map(isOut))).toEqual([false, false])
  })

  test('of STOP by a number that is known in no country opts out nobody else', async () => {
    const national = `0151${randomInt(20_000_000, 99_999_999)}`
    const before = await db().optOut.count()
    expect(await reply(national, 'STOP')).toBe(200)
    expect(await db().optOut.count()).toBe(before)
  })

  test('of anything else changes nothing, whichever way it stands', async () => {
    const phone = freshPhone()
    await reply(phone, 'Who is this?')
    expect(await isOut(phone)).toBe(false)
    await reply(phone, 'STOP')
    expect(await reply(phone, 'YES')).toBe(200)
    expect(await isOut(phone)).toBe(true)
  })

  test('is never logged, neither its text nor its number', async () => {
    const heard = (['info', 'warn', 'error'] as const).map((level) => vi.spyOn(log.log(), level))
    const phone = freshPhone()
    await reply(phone, 'my secret is a heron')
    await reply(phone, 'STOP')
    await receiveInbound('handset', request({ from: phone, text: 'my secret is a heron' }, 'Bearer x'))
    const said = JSON.stringify(heard.flatMap(({ mock }) => mock.calls))
    expect(said).toContain('"what":"opt-out"')
    expect(said).not.toMatch(/heron/)
    expect(said).not.toContain(phone.slice(1))
  })

  test('that proves nothing is refused, and changes nothing', async () => {
    const phone = freshPhone()
    expect(await receiveInbound('handset', request({ from: phone, text: 'STOP' }, 'Bearer x'))).toBe(403)
    expect(await isOut(phone)).toBe(false)
  })

  test('by a gateway that brings none, or that we do not have, is not found', async () => {
    for (const name of ['null', 'twilio', '__proto__', 'constructor'])
      expect(await receiveInbound(name, new Request('http://localhost/'))).toBe(404)
  })

  test('that is played again does not undo what was said after it, and is not sent again', async () => {
    const phone = freshPhone()
    await named(`a${phone}`, phone, 'STOP')
    await named(`b${phone}`, phone, 'START')
    expect(await named(`a${phone}`, phone, 'STOP')).toBe(200)
    expect(await isOut(phone)).toBe(false)
  })

  test('that could not be taken is not used up', async () => {
    const phone = freshPhone()
    vi.spyOn(optOuts, 'noteOptOut').mockRejectedValueOnce(new Error('the database failed'))
    await expect(named(phone, phone, 'STOP')).rejects.toThrow('the database failed')
    expect(await named(phone, phone, 'STOP')).toBe(200)
    expect(await isOut(phone)).toBe(true)
  })

  test('of STOP, said many times at once, is noted once', async () => {
    const phone = freshPhone()
    expect(new Set(await together(20, () => reply(phone, 'STOP')))).toEqual(new Set([200]))
    expect(await db().optOut.count({ where: { phone } })).toBe(1)
  })
})
