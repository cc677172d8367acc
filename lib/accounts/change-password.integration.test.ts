import { expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { rememberKnownBrowser } from '@/lib/db/queries/known-browsers'
import { insertSession, liveSession, lockUserOf } from '@/lib/db/queries/sessions'
import { secret } from '@/lib/testing/leaks'
import { countKinds, together } from '@/lib/testing/together'
import { ageCounters, freshBrowser, freshIp, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { changePassword, type PasswordChange } from './change-password'
import { newSessionId } from './session-id'
import { signIn } from './sign-in'
import { createAccount } from './sign-up'

const CURRENT = secret('quiet harbour seventeen lamps')
const NEW = secret('seven brass kettles in a row')
const WRONG = secret('not the right one at all')

/** Signs a user in. Returns a valid password change. */
async function signedIn(): Promise<PasswordChange> {
  const of = await started()
  await check(of)
  const { phone, browserHash, clientIp } = of
  const outcome = await createAccount({ ...of, name: 'Ada', password: CURRENT })
  if (outcome.kind !== 'created') throw new Error(outcome.kind)
  const session = await liveSession(db(), outcome.sessionId)
  if (!session) throw new Error('no session')
  const own = { id: session.id, userId: session.userId }
  return { own, phone, name: 'Ada', browserHash, clientIp, current: CURRENT, password: NEW }
}

async function anotherSession({ own: { userId } }: PasswordChange) {
  const [id, browserHash] = [newSessionId(), freshBrowser()]
  await insertSession(db(), id, userId, { browserHash })
  await rememberKnownBrowser(db(), userId, browserHash)
  return { id, browserHash }
}

const opens = async ({ phone }: PasswordChange, password: string) =>
  (await signIn({ phone, password, browserHash: freshBrowser(), clientIp: freshIp() })).kind === 'signed-in'
const trail = ({ own: { userId } }: PasswordChange, event: string) =>
  db().auditEvent.count({ where: { userId, event } })
const notices = ({ phone }: PasswordChange) => db().message.count({ where: { to: phone, template: 'passwordChanged' } })

test('a password change ends all sessions, starts a new one, and notifies the owner by SMS', async () => {
  const user = await signedIn()
  const other = await anotherSession(user)
  const outcome = await changePassword(user)
  if (outcome.kind !== 'changed') throw new Error(outcome.kind)
  expect(outcome.sessionId).not.toBe(user.own.id)
  expect(await liveSession(db(), outcome.sessionId)).toMatchObject({ userId: user.own.userId })
  for (const id of [user.own.id, other.id]) expect(await liveSession(db(), id)).toBeNull()
  const known = await db().knownBrowser.findMany({ where: { userId: user.own.userId } })
  expect(known.map(({ browserHash }) => browserHash)).toEqual([user.browserHash])
  expect(await db().message.findUniqueOrThrow({ where: { id: outcome.noticeId } })).toMatchObject({
    to: user.phone,
    template: 'passwordChanged',
  })
  expect(await trail(user, 'password-change.done')).toBe(1)
  expect([await opens(user, CURRENT), await opens(user, NEW)]).toEqual([false, true])
})

test('a password change voids open resets of the account', async () => {
  const user = await signedIn()
  const reset = await started({ phone: user.phone, purpose: 'PASSWORD_RESET' })
  expect(await changePassword(user)).toMatchObject({ kind: 'changed' })
  expect(await check(reset)).toEqual({ kind: 'superseded' })
})

test.each<[what: string, kind: string, changes: Partial<PasswordChange>]>([
  ['a wrong current password', 'wrong', { current: WRONG }],
  ['the current password as the new one', 'same', { password: CURRENT }],
  ['a common password', 'password-rejected', { password: 'passwordpassword' }],
  ['a guessable password', 'password-rejected', { password: '1234567890123456' }],
])('a change with %s is rejected as %s and changes nothing', async (_what, kind, changes) => {
  const user = await signedIn()
  const other = await anotherSession(user)
  expect(await changePassword({ ...user, ...changes })).toMatchObject({ kind })
  for (const id of [user.own.id, other.id]) expect(await liveSession(db(), id)).not.toBeNull()
  expect(await notices(user)).toBe(0)
  expect(await opens(user, CURRENT)).toBe(true)
})

test('limits wrong current passwords to 30 an hour, and then rejects the right one too', async () => {
  const user = await signedIn()
  const outcomes = await together(33, () => changePassword({ ...user, current: WRONG, clientIp: freshIp() }))
  expect(countKinds(outcomes)).toEqual({ wrong: 30, limited: 3 })
  expect(await changePassword(user)).toMatchObject({ kind: 'limited' })
  await ageCounters(user.browserHash, 3600)
  expect(await changePassword(user)).toMatchObject({ kind: 'changed' })
})

test('does not count attempts with the right current password', async () => {
  const user = await signedIn()
  for (let n = 0; n <= 30; n++) expect(await changePassword({ ...user, password: CURRENT })).toEqual({ kind: 'same' })
})

test('a stolen session gains no attempts by changing its browser cookie', async () => {
  const user = await signedIn()
  const outcomes = await together(33, () => changePassword({ ...user, current: WRONG, browserHash: freshBrowser() }))
  expect(countKinds(outcomes)).toEqual({ wrong: 30, limited: 3 })
})

test('sign-in attempts of attackers do not count against a signed-in user', async () => {
  const user = await signedIn()
  await together(31, () => opens(user, WRONG))
  expect(await changePassword(user)).toMatchObject({ kind: 'changed' })
})

test('limits a signed-in user to 20 new passwords an hour', async () => {
  const user = await signedIn()
  const outcomes = await together(23, () => changePassword({ ...user, password: 'passwordpassword' }))
  expect(countKinds(outcomes)).toEqual({ 'password-rejected': 20, limited: 3 })
})

test('one of ten concurrent changes in one session takes effect', async () => {
  const user = await signedIn()
  const outcomes = await together(10, (n) => changePassword({ ...user, password: `${NEW} number ${n}` }))
  expect(countKinds(outcomes).changed).toBe(1)
  expect(await notices(user)).toBe(1)
  expect(await db().session.count({ where: { userId: user.own.userId, revokedAt: null } })).toBe(1)
})

test('one of two concurrent changes in two sessions takes effect', async () => {
  const user = await signedIn()
  const other = await anotherSession(user)
  const fromOther = { ...user, own: { ...user.own, id: other.id }, browserHash: other.browserHash }
  const outcomes = await Promise.all([changePassword(user), changePassword({ ...fromOther, password: `${NEW} too` })])
  expect(countKinds(outcomes)).toEqual({ changed: 1, 'signed-out': 1 })
  expect(await notices(user)).toBe(1)
})

test('a concurrently ended session changes nothing', async () => {
  const user = await signedIn()
  await db().$executeRaw`UPDATE "Session" SET "revokedAt" = now() WHERE "id" = ${user.own.id}`
  expect(await db().$transaction((tx) => lockUserOf(tx, user.own))).toBe(false)
  expect(await changePassword(user)).toEqual({ kind: 'signed-out' })
  expect(await opens(user, CURRENT)).toBe(true)
})

test('a wrong current password writes an audit event of the account', async () => {
  const user = await signedIn()
  await changePassword({ ...user, current: WRONG })
  await expect.poll(() => trail(user, 'password-change.failed')).toBe(1)
})
