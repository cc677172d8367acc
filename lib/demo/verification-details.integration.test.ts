import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import type { Client } from '@/lib/guard/policies'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { reportAllArrivals } from '@/lib/testing/gateways'
import { forgetSums, withSettings } from '@/lib/testing/guard'
import { ageCounters, freshBrowser, freshIp, otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { resend } from '@/lib/verification/initiate'
import { verificationDetails } from './verification-details'

beforeEach(() => {
  forgetSums()
  withSettings({ carrierDelayMs: 0 })
})
afterEach(() => vi.restoreAllMocks())

type Started = Awaited<ReturnType<typeof started>>

const anyViewer = (): Client => ({ clientIp: freshIp(), browserHash: freshBrowser() })
const detailsOf = (id: string, viewer = anyViewer()) => verificationDetails(id, viewer)

async function sent(): Promise<Started> {
  const of = await started()
  await dispatchMessage(of.messageId)
  await reportAllArrivals()
  return of
}

async function wrong(): Promise<Started> {
  const of = await sent()
  await check({ ...of, code: otherCode(of.code) })
  return of
}

async function verified(): Promise<Started> {
  const of = await wrong()
  await check(of)
  return of
}

const rulesOf = async (id: string) => (await detailsOf(id))?.rules.map(({ rule }) => rule)

describe('details of a verification', () => {
  test.each([
    ['sent', sent],
    ['entered wrongly', wrong],
    ['verified', verified],
  ])('contain no code, whole number, key, cookie hash or reference: %s', async (_, make) => {
    const of = await make()
    const { receiptToken } = await db().message.findUniqueOrThrow({ where: { id: of.messageId } })
    const shown = JSON.stringify(await detailsOf(of.id, of))
    // Times and ids are longer numbers, which may contain the digits of the code.
    expect(shown).not.toMatch(new RegExp(`(?<!\\d)${of.code}(?!\\d)`))
    const keys = env().codeKeys.flatMap(({ secret }) => [secret.toString('hex'), secret.toString('base64')])
    for (const secret of [of.phone.slice(1), of.phone.slice(-7), of.browserHash, receiptToken, ...keys])
      expect(shown).not.toContain(secret)
    expect(shown).toContain('•••••• is your Latchkey code.')
  })

  test('show what the gateway was given, and nothing before the dispatch', async () => {
    const of = await started()
    expect((await detailsOf(of.id))?.messages).toMatchObject([{ gateway: 'handset', status: 'QUEUED', request: null }])
    await dispatchMessage(of.messageId)
    expect((await detailsOf(of.id))?.messages).toMatchObject([
      {
        status: 'ACCEPTED',
        events: [{ status: 'QUEUED' }, { status: 'SENDING' }, { status: 'ACCEPTED' }],
        request: { template: 'signUpCode', segments: 1, encoding: 'GSM-7' },
      },
    ])
    const copy = await db().handsetMessage.findFirstOrThrow({ where: { to: of.phone } })
    const masked = copy.body.replaceAll(of.code, '••••••')
    expect((await detailsOf(of.id))?.messages[0]?.request?.text).toBe(masked)
  })

  test('are not shown for a message of a real gateway, nor for an unknown id', async () => {
    const of = await sent()
    expect(await detailsOf(of.id)).not.toBeNull()
    await db().message.updateMany({ where: { id: of.messageId }, data: { gateway: 'twilio' } })
    expect(await detailsOf(of.id)).toBeNull()
    expect(await detailsOf(randomUUID())).toBeNull()
  })

  test('show the limits that moved and how far, without counting', async () => {
    const of = await wrong()
    const first = await detailsOf(of.id)
    expect(first?.limits).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ policy: 'sendsPerPhone', counted: 1, max: 10, windowSeconds: 86_400 }),
        expect.objectContaining({ policy: 'sendsPerRange', counted: 1 }),
        expect.objectContaining({ policy: 'sendsPerBrowser', counted: 1, max: null }),
        expect.objectContaining({ policy: 'wrongCodesPerBucket', counted: 1, max: 20 }),
      ]),
    )
    expect((await detailsOf(of.id))?.limits).toEqual(first?.limits)
  })

  test('show no maximum for the wait between messages, which presenters have too', async () => {
    const of = await sent()
    const limits = (await detailsOf(of.id, { ...anyViewer(), isPresenter: true }))?.limits
    expect(limits?.find(({ policy }) => policy === 'sendsPerBrowser')?.max).toBeNull()
    expect(limits?.find(({ policy }) => policy === 'sendsPerPhone')?.max).toBe(200)
  })

  test('do not count events that have left the window', async () => {
    const of = await sent()
    await ageCounters(of.phone, 3601)
    const limits = (await detailsOf(of.id))?.limits
    expect(limits?.map(({ policy }) => policy)).toEqual(['sendsPerPhone', 'sendsPerRange'])
  })

  test('show limits by IP only in the browser that started the verification', async () => {
    const of = await sent()
    const byIp = async (viewer: Client) =>
      (await detailsOf(of.id, viewer))?.limits.filter(({ policy }) => /Per(Ip|Network|Site)$/.test(policy))
    expect(await byIp({ ...of, browserHash: freshBrowser() })).toEqual([])
    expect(await byIp(of)).toContainEqual(expect.objectContaining({ policy: 'sendsPerIp', counted: 1 }))
  })
})

describe('rules that acted', () => {
  test('follow from the rows of a verification', async () => {
    const of = await started()
    expect(await rulesOf(of.id)).toEqual(['R1', 'R5', 'R6', 'R13'])
    await dispatchMessage(of.messageId)
    expect(await rulesOf(of.id)).toContain('R7')
    await reportAllArrivals()
    expect(await rulesOf(of.id)).toContain('R8')
    await check({ ...of, code: otherCode(of.code) })
    expect(await rulesOf(of.id)).toContain('R2')
    await ageCounters(of.browserHash, 60)
    expect(await resend(of)).toMatchObject({ kind: 'sent' })
    expect(await rulesOf(of.id)).toContain('R3')
    await db().verification.update({ where: { id: of.id }, data: { consumedAt: new Date() } })
    expect(await rulesOf(of.id)).toContain('R4')
  })

  test('include R3 for both verifications if one superseded the other', async () => {
    const of = await started()
    await db().$executeRaw`
      UPDATE "Verification" SET "createdAt" = now() - interval '400 seconds', "expiresAt" = now() + interval '200 seconds'
      WHERE "id" = ${of.id}::uuid`
    await ageCounters(of.browserHash, 60)
    const newer = await resend(of)
    if (newer.kind !== 'sent') throw new Error(newer.kind)
    expect(newer.id).not.toBe(of.id)
    for (const id of [of.id, newer.id]) expect(await rulesOf(id)).toContain('R3')
  })

  test('include R9 for a decoy only', async () => {
    const decoy = await started({ purpose: 'PASSWORD_RESET' })
    await dispatchMessage(decoy.messageId)
    expect(await rulesOf(decoy.id)).toContain('R9')
    expect(await rulesOf((await started()).id)).not.toContain('R9')
  })
})
