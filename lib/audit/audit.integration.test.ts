import { expect, test } from 'vitest'
import { hashPassword } from '@/lib/accounts/password'
import { signIn } from '@/lib/accounts/sign-in'
import { createAccount } from '@/lib/accounts/sign-up'
import { db } from '@/lib/db/driver/client'
import { auditEventsOf } from '@/lib/db/queries/audit-events'
import { receiveInbound } from '@/lib/delivery/inbound-messages'
import { receive } from '@/lib/delivery/receipts'
import { ipKey as networkKeyOf } from '@/lib/guard/ip-key'
import type { Permit } from '@/lib/guard/limiter'
import { shutDown } from '@/lib/process/lifecycle'
import { secret } from '@/lib/testing/leaks'
import { together } from '@/lib/testing/together'
import { freshBrowser, freshIp, freshPhone, freshUser, otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { audit, auditWithin } from './audit'
import { fingerprint } from './fingerprint'

const eventsOf = async (phone: string) => {
  await shutDown()
  const events = await auditEventsOf(db(), fingerprint('phone', phone), 50)
  return events.reverse().map(({ event, count }) => `${event}×${count}`)
}

test('audits sign-up, sign-in and failed sign-in of an account', async () => {
  const proof = await started()
  await check(proof)
  const password = secret('quiet harbour seventeen lamps')
  await createAccount({ ...proof, name: 'Ada', password })
  const { phone } = proof
  expect(await eventsOf(phone)).toEqual(['code.approved×1', 'sign-up×1'])
  await signIn({ phone, password, clientIp: freshIp(), browserHash: freshBrowser() })
  expect(await eventsOf(phone)).toEqual(['code.approved×1', 'sign-up×1', 'sign-in×1'])
  const clientIp = freshIp()
  await together(3, () => signIn({ phone, password: 'not the one', clientIp, browserHash: freshBrowser() }))
  expect(await eventsOf(phone)).toEqual(['code.approved×1', 'sign-up×1', 'sign-in×1', 'sign-in.failed×3'])
})

test('audits a failed sign-in the same way with and without an account', async () => {
  const [known, unknown] = [freshPhone(), freshPhone()]
  await db().user.create({
    data: { phone: known, name: 'Ada', passwordHash: (await hashPassword({} as Permit, 'the right one')) ?? '' },
  })
  for (const phone of [known, unknown])
    await signIn({ phone, password: 'a wrong one', clientIp: freshIp(), browserHash: freshBrowser() })
  await shutDown()
  const keys = [known, unknown].map((phone) => fingerprint('phone', phone))
  const rows = await db().auditEvent.findMany({ where: { phoneKey: { in: keys } } })
  expect(rows.map(({ event, userId, detail }) => ({ event, userId, detail }))).toEqual(
    Array(2).fill({ event: 'sign-in.failed', userId: null, detail: {} }),
  )
})

test('audits a wrong code with its purpose, the same way for decoys and accounts', async () => {
  const clientIp = freshIp()
  const [account, decoy] = [(await freshUser()).phone, freshPhone()]
  for (const phone of [account, decoy]) {
    const reset = await started({ phone, purpose: 'PASSWORD_RESET' })
    await check({ ...reset, clientIp, code: otherCode(reset.code) })
  }
  await shutDown()
  const traces = await Promise.all(
    [account, decoy].map((phone) => db().auditEvent.findMany({ where: { phoneKey: fingerprint('phone', phone) } })),
  )
  const ipKey = fingerprint('network', networkKeyOf(clientIp))
  for (const trace of traces)
    expect(trace).toMatchObject([
      { event: 'code.wrong', userId: null, ipKey, count: 1, detail: { purpose: 'PASSWORD_RESET' } },
    ])
})

test('audits rejections by a rate limit in one row with policy and count', async () => {
  const phone = freshPhone()
  await together(40, () =>
    signIn({ phone, password: 'a wrong one', clientIp: '2001:db8::1', browserHash: freshBrowser() }),
  )
  await shutDown()
  const hits = await db().auditEvent.findMany({ where: { phoneKey: fingerprint('phone', phone), event: 'limit.hit' } })
  expect(hits.map(({ count, detail }) => ({ count, detail }))).toEqual([
    { count: 10, detail: { policy: 'wrongPasswordsPerPhone' } },
  ])
})

test.each([
  ['receipt', receive],
  ['inbound', receiveInbound],
] as const)('audits a flood of unauthenticated %s webhooks in one row with the network', async (what, take) => {
  const headers = { 'x-forwarded-for': freshIp() }
  const forged = () => new Request('http://localhost/api/gateways/handset', { method: 'POST', body: '{}', headers })
  await together(20, () => take('handset', forged()))
  await shutDown()
  const [newest] = await db().auditEvent.findMany({
    where: { event: `${what}.rejected` },
    orderBy: { id: 'desc' },
    take: 1,
  })
  const ipKey = fingerprint('network', networkKeyOf(headers['x-forwarded-for']))
  expect(newest).toMatchObject({ count: 20, ipKey, detail: { gateway: 'handset' } })
})

test('rolls back the audit event with its transaction', async () => {
  const phone = freshPhone()
  const failing = db().$transaction(async (tx) => {
    await auditWithin(tx, { event: 'sign-up', phone })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await eventsOf(phone)).toEqual([])
})

test('an invalid audit event fails only the transaction it belongs to, never a request', async () => {
  const wrong = { event: 'limit.hit', detail: { policy: 'a sentence from outside' } } as const
  expect(() => audit(wrong)).not.toThrow()
  await expect(db().$transaction((tx) => auditWithin(tx, wrong))).rejects.toThrow()
})

test('the database rejects changes of audit events and deletions within a day', async () => {
  audit({ event: 'sign-out', phone: freshPhone() })
  await shutDown()
  await expect(db().$executeRaw`UPDATE "AuditEvent" SET "event" = 'x'`).rejects.toThrow('append-only')
  await expect(db().$executeRaw`DELETE FROM "AuditEvent"`).rejects.toThrow('append-only')
  await expect(db().$executeRaw`TRUNCATE "AuditEvent"`).rejects.toThrow('append-only')
})
