import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { trustBrowser } from '@/lib/db/queries/known-browsers'
import { insertSession, liveSession } from '@/lib/db/queries/sessions'
import { together } from '@/lib/testing/together'
import { freshBrowser, freshIp, freshUser } from '@/lib/testing/verifications'
import { newSessionId } from './session-id'
import { type Elsewhere, endSessionElsewhere, endSessionsElsewhere, SESSIONS_SHOWN, sessionsOf } from './sessions'

type Person = Awaited<ReturnType<typeof freshUser>>

/** A person signs in: what that session then knows of itself. */
async function signedIn({ id: userId, phone }: Person, browserHash = freshBrowser()): Promise<Elsewhere> {
  const id = newSessionId()
  await insertSession(db(), id, userId, { browserHash, browserName: 'Firefox', systemName: 'Linux' })
  await trustBrowser(db(), userId, browserHash)
  return { own: { id, userId }, browserHash, phone, clientIp: freshIp() }
}

const handleOf = async ({ own: { id } }: Elsewhere) => (await db().session.findUniqueOrThrow({ where: { id } })).handle
const isAlive = async ({ own: { id } }: Elsewhere) => (await liveSession(db(), id)) !== null
const isTrusted = async ({ own: { userId }, browserHash }: Elsewhere) =>
  (await db().knownBrowser.count({ where: { userId, browserHash } })) > 0
const trailOf = ({ own: { userId } }: Elsewhere) =>
  db().auditEvent.findMany({ where: { userId }, select: { event: true, detail: true } })

describe('the list of sessions', () => {
  test('holds the live sessions of one person, the one that asks first, then those used last', async () => {
    const person = await freshUser()
    const [old, mine, idle, over, ended, recent] = [
      await signedIn(person),
      await signedIn(person),
      await signedIn(person),
      await signedIn(person),
      await signedIn(person),
      await signedIn(person),
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

  test('names no session by its id, which is what a cookie names', async () => {
    const person = await freshUser()
    const [mine, other] = [await signedIn(person), await signedIn(person)]
    const told = JSON.stringify(await sessionsOf(mine.own))
    for (const { own, browserHash } of [mine, other]) {
      expect(told).not.toContain(own.id)
      expect(told).not.toContain(browserHash)
    }
  })

  test(`has ${SESSIONS_SHOWN} at most, and the one that asks is always among them`, async () => {
    const person = await freshUser()
    const mine = await signedIn(person)
    await db().$executeRaw`UPDATE "Session" SET "lastSeenAt" = now() - interval '1 day' WHERE "id" = ${mine.own.id}`
    for (let n = 0; n < SESSIONS_SHOWN; n++) await signedIn(person)
    const list = await sessionsOf(mine.own)
    expect(list).toHaveLength(SESSIONS_SHOWN)
    expect(list.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
  })
})

describe('signing out one other browser', () => {
  test('ends its session, trusts it no more, tells the trail, and leaves all others as they are', async () => {
    const person = await freshUser()
    const [mine, lost, third] = [await signedIn(person), await signedIn(person), await signedIn(person)]
    await endSessionElsewhere(mine, await handleOf(lost))
    expect([await isAlive(mine), await isAlive(lost), await isAlive(third)]).toEqual([true, false, true])
    expect([await isTrusted(mine), await isTrusted(lost), await isTrusted(third)]).toEqual([true, false, true])
    expect(await trailOf(mine)).toEqual([{ event: 'sign-out.elsewhere', detail: { sessions: 1 } }])
  })

  test('leaves this browser trusted when the session is an older one of its own', async () => {
    const person = await freshUser()
    const before = await signedIn(person)
    const mine = await signedIn(person, before.browserHash)
    await endSessionElsewhere(mine, await handleOf(before))
    expect(await isAlive(before)).toBe(false)
    expect(await isTrusted(mine)).toBe(true)
  })

  test("changes nothing by a handle of somebody else's, of one's own session, or of none", async () => {
    const [mine, strangers] = [await signedIn(await freshUser()), await signedIn(await freshUser())]
    for (const handle of [await handleOf(strangers), await handleOf(mine), randomUUID()]) {
      expect(await endSessionElsewhere(mine, handle)).toBeUndefined()
    }
    for (const one of [mine, strangers]) {
      expect([await isAlive(one), await isTrusted(one)]).toEqual([true, true])
      expect(await trailOf(one)).toEqual([])
    }
  })

  test('happens once, also when it is asked for ten times at once and again afterwards', async () => {
    const person = await freshUser()
    const [mine, lost] = [await signedIn(person), await signedIn(person)]
    const handle = await handleOf(lost)
    await together(10, () => endSessionElsewhere(mine, handle))
    await endSessionElsewhere(mine, handle)
    expect(await isAlive(lost)).toBe(false)
    expect(await trailOf(mine)).toHaveLength(1)
  })
})

describe('signing out everywhere else', () => {
  test('ends all other sessions, and trusts no other browser, signed in or not', async () => {
    const person = await freshUser()
    const [mine, ...others] = [await signedIn(person), await signedIn(person), await signedIn(person)]
    const stranger = await signedIn(await freshUser())
    const signedOut = freshBrowser()
    await trustBrowser(db(), person.id, signedOut)
    await endSessionsElsewhere(mine)
    for (const other of others) expect([await isAlive(other), await isTrusted(other)]).toEqual([false, false])
    for (const one of [mine, stranger]) expect([await isAlive(one), await isTrusted(one)]).toEqual([true, true])
    expect(await isTrusted({ ...mine, browserHash: signedOut })).toBe(false)
    expect(await trailOf(mine)).toEqual([{ event: 'sign-out.elsewhere', detail: { sessions: 2 } }])
  })

  test('changes nothing when it is asked for again', async () => {
    const person = await freshUser()
    const mine = await signedIn(person)
    await endSessionsElsewhere(mine)
    await endSessionsElsewhere(mine)
    expect(await isAlive(mine)).toBe(true)
    expect(await trailOf(mine)).toEqual([])
  })

  test('leaves one of two signed in, and trusted, that sign each other out at the same moment', async () => {
    const person = await freshUser()
    const both = [await signedIn(person), await signedIn(person)]
    await Promise.all(both.map(endSessionsElsewhere))
    const alive = await Promise.all(both.map(isAlive))
    expect(alive.filter(Boolean)).toHaveLength(1)
    expect(await Promise.all(both.map(isTrusted))).toEqual(alive)
    expect(await trailOf(both[0] as Elsewhere)).toHaveLength(1)
  })

  test('is nothing that an ended session can still ask for', async () => {
    const person = await freshUser()
    const [mine, lost] = [await signedIn(person), await signedIn(person)]
    await endSessionElsewhere(mine, await handleOf(lost))
    await endSessionsElsewhere(lost)
    await endSessionElsewhere(lost, await handleOf(mine))
    expect([await isAlive(mine), await isTrusted(mine)]).toEqual([true, true])
    expect(await trailOf(mine)).toHaveLength(1)
  })
})
