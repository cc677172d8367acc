import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { countKinds, together } from '@/lib/testing/together'
import {
  ageCounters,
  ageVerification,
  codeOf,
  freshBrowser,
  freshIp,
  freshPhone,
  freshStart,
  freshUser,
  otherCode,
  started,
} from '@/lib/testing/verifications'
import { check } from './check'
import { codePageState } from './code-page'
import { resendsSameCode } from './code-page-state'
import { initiate, resend } from './initiate'

const messagesTo = (to: string) => db().message.findMany({ where: { to }, orderBy: { createdAt: 'asc' } })
const clear = (...keyParts: string[]) => Promise.all(keyParts.map((part) => ageCounters(part, 24 * 3600)))

describe('starts', () => {
  test('commits the verification and its message together, with no code in either (R6)', async () => {
    const { id, messageId, phone, code } = await started()
    const verification = await db().verification.findUniqueOrThrow({ where: { id }, include: { messages: true } })
    expect(verification.messages.map((message) => message.id)).toEqual([messageId])
    expect(verification.messages[0]).toMatchObject({ to: phone, status: 'QUEUED', gateway: 'handset' })
    expect(verification.nonce).toHaveLength(16)
    const { nonce, ...rest } = verification
    expect(JSON.stringify(rest)).not.toMatch(new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`))
    expect(Buffer.from(nonce).toString('latin1')).not.toContain(code)
  })

  test('a repeated start sends nothing before the cooldown, then the same code', async () => {
    const first = await started()
    expect(await initiate(first)).toEqual({ kind: 'waiting', id: first.id })
    await ageCounters(first.browserHash, 30)
    expect(await initiate(first)).toMatchObject({ kind: 'sent', id: first.id })
    expect(await codeOf(first.id)).toBe(first.code)
    expect(await messagesTo(first.phone)).toHaveLength(2)
  })

  test('a start in another browser creates another verification and keeps the first one valid', async () => {
    const first = await started()
    const second = await started({ phone: first.phone })
    expect(second.id).not.toBe(first.id)
    expect(await check(first)).toMatchObject({ kind: 'approved' })
  })

  test('a start sends nothing while the open code has no attempts left', async () => {
    const first = await started()
    await together(5, (n) => check({ ...first, code: otherCode(first.code, n + 1) }))
    await clear(first.browserHash)
    expect(await initiate(first)).toEqual({ kind: 'waiting', id: first.id })
    expect(await messagesTo(first.phone)).toHaveLength(1)
  })

  test('20 concurrent starts of one browser send one message', async () => {
    const start = freshStart()
    const outcomes = await together(20, () => initiate(start))
    expect(countKinds(outcomes).sent).toBe(1)
    expect(await messagesTo(start.phone)).toHaveLength(1)
  })
})

describe('resend cooldown', () => {
  test('the cooldown grows to 30, 60, 120 and 300 seconds, and the page reports it', async () => {
    const first = await started()
    const waits: (number | null | undefined)[] = []
    for (const seconds of [30, 60, 120, 300]) {
      waits.push((await codePageState(first.id, first))?.resendInSeconds)
      await ageCounters(first.browserHash, seconds - 2)
      expect(await resend(first)).toMatchObject({ kind: 'limited' })
      await ageCounters(first.browserHash, 2)
      expect(await resend(first)).toMatchObject({ kind: 'sent' })
    }
    expect(waits).toEqual([30, 60, 120, 300])
  })
})

describe('send limits', () => {
  test('limits a bucket to 5 messages an hour across browsers and IPs', async () => {
    const phone = freshPhone()
    const outcomes = await together(20, () => initiate(freshStart({ phone })))
    expect(countKinds(outcomes)).toEqual({ sent: 5, limited: 15 })
    expect(await initiate(freshStart({ phone, purpose: 'PASSWORD_RESET' }))).toMatchObject({ kind: 'sent' })
  })

  test('limits a phone to 10 messages a day across all anonymous buckets', async () => {
    const phone = freshPhone()
    const outcomes = await together(40, (n) =>
      initiate(freshStart({ phone, purpose: n % 2 ? 'SIGN_UP' : 'PASSWORD_RESET' })),
    )
    expect(countKinds(outcomes).sent).toBe(10)
    await ageCounters(`:${phone}`, 3700)
    expect(await initiate(freshStart({ phone }))).toMatchObject({ kind: 'limited' })
    await ageCounters(`:${phone}`, 24 * 3600)
    expect(await initiate(freshStart({ phone }))).toMatchObject({ kind: 'sent' })
  })

  test('limits a client IP, or an IPv6 /64, to 20 messages an hour', async () => {
    const network = freshIp().replace('::1', '')
    const outcomes = await together(25, (n) => initiate(freshStart({ clientIp: `${network}::${n + 1}` })))
    expect(countKinds(outcomes)).toEqual({ sent: 20, limited: 5 })
  })

  test('limits numbers with and without an account at the same request (R9)', async () => {
    const [known, unknown] = [(await freshUser()).phone, freshPhone()]
    for (const phone of [known, unknown]) {
      const kinds: string[] = []
      for (let n = 0; n < 7; n++) kinds.push((await initiate(freshStart({ phone, purpose: 'PASSWORD_RESET' }))).kind)
      expect(kinds).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'limited', 'limited'])
    }
  })
})

describe('decoys', () => {
  test('a reset without an account stores the same rows, but its message goes to the null gateway (R9)', async () => {
    const known = await started({ purpose: 'PASSWORD_RESET', phone: (await freshUser()).phone })
    const decoy = await started({ purpose: 'PASSWORD_RESET' })
    const rowOf = async (id: string) =>
      db().verification.findUniqueOrThrow({ where: { id }, include: { messages: { include: { events: true } } } })
    const [real, fake] = [await rowOf(known.id), await rowOf(decoy.id)]
    expect(real.messages).toMatchObject([{ gateway: 'handset', template: 'resetCode', events: [{ status: 'QUEUED' }] }])
    expect(fake.messages).toMatchObject([{ gateway: 'null', template: 'resetCode', events: [{ status: 'QUEUED' }] }])
    expect(fake.userId).toBeNull()
    expect(real.userId).not.toBeNull()
  })

  test('a reset without an account shows the same page, which never reports delivery (R9)', async () => {
    const known = await started({ purpose: 'PASSWORD_RESET', phone: (await freshUser()).phone })
    const decoy = await started({ purpose: 'PASSWORD_RESET' })
    const shown = async (of: typeof known) => {
      const state = await codePageState(of.id, of)
      return { ...state, id: '', phone: '', handsetPath: '' }
    }
    expect(await shown(decoy)).toEqual(await shown(known))
    expect((await shown(known)).delivery).toBeNull()
  })
})

describe('resends', () => {
  test('does not find a verification of another browser to resend', async () => {
    const first = await started()
    expect(await resend({ ...first, browserHash: freshBrowser() })).toEqual({ kind: 'not-found' })
  })

  test('a resend of an expired code starts a new verification with five attempts', async () => {
    const first = await started()
    await check({ ...first, code: otherCode(first.code) })
    await ageVerification(first.id, 600)
    await ageCounters(first.browserHash, 600)
    const again = await resend(first)
    if (again.kind !== 'sent') throw new Error(again.kind)
    expect(again.id).not.toBe(first.id)
    expect(await codePageState(again.id, first)).toMatchObject({ state: 'open', attemptsLeft: 5 })
  })

  test('the code page reports a resend of the same code, but not of a new one', async () => {
    const first = await started()
    const resent = async () => (await codePageState(first.id, first))?.resent
    expect(await resent()).toBe(false)
    await ageCounters(first.browserHash, 30)
    await resend(first)
    expect(await resent()).toBe(true)
    await ageVerification(first.id, 301)
    await ageCounters(first.browserHash, 301)
    const again = await resend(first)
    if (again.kind !== 'sent') throw new Error(again.kind)
    expect((await codePageState(again.id, first))?.resent).toBe(false)
  })

  test('a resend carries the same code exactly while the page announces it', async () => {
    const first = await started()
    for (const { age, isSame } of [
      { age: 299, isSame: true },
      { age: 2, isSame: false },
    ]) {
      await ageVerification(first.id, age)
      await ageCounters(first.browserHash, 3600)
      const page = await codePageState(first.id, first)
      expect(page && resendsSameCode(page)).toBe(isSame)
      const outcome = await resend(first)
      expect(outcome.kind === 'sent' && outcome.id === first.id).toBe(isSame)
    }
  })

  test('does not resend an approved code', async () => {
    const first = await started()
    await check(first)
    expect(await resend(first)).toEqual({ kind: 'over' })
  })

  test('the page of a superseded code links to the newer one', async () => {
    const first = await started()
    await ageVerification(first.id, 301)
    await ageCounters(first.browserHash, 301)
    const again = await resend(first)
    if (again.kind !== 'sent') throw new Error(again.kind)
    expect(await codePageState(first.id, first)).toMatchObject({ state: 'superseded', nextPath: `/verify/${again.id}` })
  })
})
