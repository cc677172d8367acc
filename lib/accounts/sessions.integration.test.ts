import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { rememberKnownBrowser } from '@/lib/db/queries/known-browsers'
import { insertSession, liveSession } from '@/lib/db/queries/sessions'
import { together } from '@/lib/testing/together'
import { freshBrowser, freshIp, freshUser } from '@/lib/testing/verifications'
import { newSessionId } from './session-id'
import { type Elsewhere, endSessionElsewhere, endSessionsElsewhere, SESSIONS_SHOWN, sessionsOf } from './sessions'

type User = Awaited<ReturnType<typeof freshUser>>

async function signedIn({ id: userId, phone }: User, browserHash = freshBrowser()): Promise<Elsewhere> {
  const id = newSessionId()
  await insertSession(db(), id, userId, { browserHash, browserName: 'Firefox', systemName: 'Linux' })
  await rememberKnownBrowser(db(), userId, browserHash)
  return { own: { id, userId }, browserHash, phone, clientIp: freshIp() }
}

const handleOf = async ({ own: { id } }: Elsewhere) => (await db().session.findUniqueOrThrow({ where: { id } })).handle
const isAlive = async ({ own: { id } }: Elsewhere) => (await liveSession(db(), id)) !== null
const isKnown = async ({ own: { userId }, browserHash }: Elsewhere) =>
  (await db().knownBrowser.count({ where: { userId, browserHash } })) > 0
const trailOf = ({ own: { userId } }: Elsewhere) =>
  db().auditEvent.findMany({ where: { userId }, select: { event: true, detail: true } })

describe('session list', () => {
  test('lists the active sessions of one user: the current one first, then by last use', async () => {
    const user = await freshUser()
    const [old, mine, idle, over, ended, recent] = [
      await signedIn(user),
      await signedIn(user),
      await signedIn(user),
      await signedIn(user),
      await signedIn(user),
      await signedIn(user),
    ]
    await signedIn(await freshUser())
    const age = (of: Elsewhere, column: 'lastSeenAt' | 'createdAt', seconds: number) =>
      db().$executeRawUnsafe(
        `UPDATE "Session" SET "${column}" = now() - make_interval(secs => $1::int) WHERE "id" = $2`,
        seconds,
        of.own.id,
      )
    const month = 30 * 24 * 60 * 60
    await age(mine, 'lastSeenAt', 600)
    await age(old, 'lastSeenAt', 300)
    await age(idle, 'lastSeenAt', month)
    await age(over, 'createdAt', month)
    await db().$executeRaw`UPDATE "Session" SET "revokedAt" = now() WHERE "id" = ${ended.own.id}`
    const list = await sessionsOf(mine.own)
    expect(list.map(({ handle }) => handle)).toEqual([
      await handleOf(mine),
      await handleOf(recent),
      await handleOf(old),
    ])
    expect(list.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false])
    expect(list[0]).toMatchObject({ browserName: 'Firefox', systemName: 'Linux' })
    expect(list[0]?.secondsUnseen).toBeGreaterThanOrEqual(600)
  })

  test('does not reveal the session ids in cookies', async () => {
    const user = await freshUser()
    const [mine, other] = [await signedIn(user), await signedIn(user)]
    const listed = JSON.stringify(await sessionsOf(mine.own))
    for (const { own, browserHash } of [mine, other]) {
      expect(listed).not.toContain(own.id)
      expect(listed).not.toContain(browserHash)
    }
  })

  test(`lists at most ${SESSIONS_SHOWN} sessions, always with the current one`, async () => {
    const user = await freshUser()
    const mine = await signedIn(user)
    await db().$executeRaw`UPDATE "Session" SET "lastSeenAt" = now() - interval '1 day' WHERE "id" = ${mine.own.id}`
    for (let n = 0; n < SESSIONS_SHOWN; n++) await signedIn(user)
    const list = await sessionsOf(mine.own)
    expect(list).toHaveLength(SESSIONS_SHOWN)
    expect(list.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
  })
})

describe('signing out one other browser', () => {
  test('signing out one browser ends its session, forgets it and writes an audit event', async () => {
    const user = await freshUser()
    const [mine, lost, third] = [await signedIn(user), await signedIn(user), await signedIn(user)]
    await endSessionElsewhere(mine, await handleOf(lost))
    expect([await isAlive(mine), await isAlive(lost), await isAlive(third)]).toEqual([true, false, true])
    expect([await isKnown(mine), await isKnown(lost), await isKnown(third)]).toEqual([true, false, true])
    expect(await trailOf(mine)).toEqual([{ event: 'sign-out.elsewhere', detail: { sessions: 1 } }])
  })

  test('ending an older session of this browser does not forget the browser', async () => {
    const user = await freshUser()
    const before = await signedIn(user)
    const mine = await signedIn(user, before.browserHash)
    await endSessionElsewhere(mine, await handleOf(before))
    expect(await isAlive(before)).toBe(false)
    expect(await isKnown(mine)).toBe(true)
  })

  test('a handle of another user, of the current session or of none changes nothing', async () => {
    const [mine, otherUsers] = [await signedIn(await freshUser()), await signedIn(await freshUser())]
    for (const handle of [await handleOf(otherUsers), await handleOf(mine), randomUUID()]) {
      expect(await endSessionElsewhere(mine, handle)).toBeUndefined()
    }
    for (const one of [mine, otherUsers]) {
      expect([await isAlive(one), await isKnown(one)]).toEqual([true, true])
      expect(await trailOf(one)).toEqual([])
    }
  })

  test('signing out one browser is idempotent, even with ten concurrent requests', async () => {
    const user = await freshUser()
    const [mine, lost] = [await signedIn(user), await signedIn(user)]
    const handle = await handleOf(lost)
    await together(10, () => endSessionElsewhere(mine, handle))
    await endSessionElsewhere(mine, handle)
    expect(await isAlive(lost)).toBe(false)
    expect(await trailOf(mine)).toHaveLength(1)
  })
})

describe('signing out everywhere else', () => {
  test('signing out everywhere else ends all other sessions and forgets all other browsers', async () => {
    const user = await freshUser()
    const [mine, ...others] = [await signedIn(user), await signedIn(user), await signedIn(user)]
    const otherUser = await signedIn(await freshUser())
    const signedOut = freshBrowser()
    await rememberKnownBrowser(db(), user.id, signedOut)
    await endSessionsElsewhere(mine)
    for (const other of others) expect([await isAlive(other), await isKnown(other)]).toEqual([false, false])
    for (const one of [mine, otherUser]) expect([await isAlive(one), await isKnown(one)]).toEqual([true, true])
    expect(await isKnown({ ...mine, browserHash: signedOut })).toBe(false)
    expect(await trailOf(mine)).toEqual([{ event: 'sign-out.elsewhere', detail: { sessions: 2 } }])
  })

  test('signing out everywhere else is idempotent', async () => {
    const user = await freshUser()
    const mine = await signedIn(user)
    await endSessionsElsewhere(mine)
    await endSessionsElsewhere(mine)
    expect(await isAlive(mine)).toBe(true)
    expect(await trailOf(mine)).toEqual([])
  })

  test('one of two browsers that concurrently sign each other out stays signed in and known', async () => {
    const user = await freshUser()
    const both = [await signedIn(user), await signedIn(user)]
    await Promise.all(both.map(endSessionsElsewhere))
    const alive = await Promise.all(both.map(isAlive))
    expect(alive.filter(Boolean)).toHaveLength(1)
    expect(await Promise.all(both.map(isKnown))).toEqual(alive)
    expect(await trailOf(both[0] as Elsewhere)).toHaveLength(1)
  })

  test('an ended session cannot end others', async () => {
    const user = await freshUser()
    const [mine, lost] = [await signedIn(user), await signedIn(user)]
    await endSessionElsewhere(mine, await handleOf(lost))
    await endSessionsElsewhere(lost)
    await endSessionElsewhere(lost, await handleOf(mine))
    expect([await isAlive(mine), await isKnown(mine)]).toEqual([true, true])
    expect(await trailOf(mine)).toHaveLength(1)
  })
})
