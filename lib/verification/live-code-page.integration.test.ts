import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { codePageVersions } from '@/lib/db/queries/code-pages'
import { acquire } from '@/lib/guard/limiter'
import { setStatuses } from '@/lib/testing/guard'
import { statementsOf } from '@/lib/testing/statements'
import { ageCounters, ageVerification, freshBrowser, freshUser, otherCode, started } from '@/lib/testing/verifications'
import { bucketOf } from './bucket'
import { check, consume } from './check'
import { computeCodePage } from './code-page'
import type { CodePage } from './code-page-state'
import { initiate, resend } from './initiate'
import { liveCodePage } from './live-code-page'
import { createPageWatcher, type PageWatcher } from './page-watcher'

type Started = Awaited<ReturnType<typeof started>>

const DAY = 24 * 60 * 60
const LATE_SECONDS = 400
const NEVER_MS = 1_000_000

let browser: AbortController
beforeEach(() => {
  browser = new AbortController()
})
afterEach(() => browser.abort())

/** Reads versions only on `tick`. */
const manualWatcher = () => createPageWatcher((pages) => codePageVersions(db(), pages), NEVER_MS)

type Viewer = Pick<Started, 'id' | 'browserHash' | 'clientIp'>

/** Opens a page. `follow` runs its stream after a read of the versions. */
async function streamOf(of: Viewer, watcher: PageWatcher) {
  const { signal } = browser
  const live = liveCodePage(of.id, of, watcher)
  const events: (CodePage | null)[] = [await live.look()]
  let waiting = live.changed(signal)
  const follow = async () => {
    if (!(await Promise.race([waiting, false]))) return
    const value = await live.look()
    if (value !== events.at(-1)) events.push(value)
    waiting = live.changed(signal)
  }
  return { events, follow }
}

async function opened(of: Viewer) {
  const watcher = manualWatcher()
  const { events, follow } = await streamOf(of, watcher)
  /** Simulates a second. Returns the page that the browser shows then. */
  const next = async () => {
    await watcher.tick()
    await follow()
    return events.at(-1)
  }
  await next()
  expect(events).toHaveLength(1)
  return { events, next }
}

/** Copies a sign-up for other browsers. */
const copies = (of: Started, count: number) => db().$queryRaw<{ id: string; browserHash: string }[]>`
  INSERT INTO "Verification" ("id", "purpose", "phone", "browserHash", "nonce", "keyId", "locale", "expiresAt")
  SELECT gen_random_uuid(), "purpose", "phone", 'copy ' || n, "nonce", "keyId", "locale", "expiresAt"
  FROM "Verification", generate_series(1, ${count}::int) AS n WHERE "id" = ${of.id}::uuid RETURNING "id", "browserHash"`

/** Locks the bucket, as other browsers can. */
async function lock(of: Started) {
  const bucket = bucketOf({ ...of, userId: null, knownBrowser: false })
  for (let n = 0; n < 20; n++) await acquire([{ policy: 'wrongCodesPerBucket', of: bucket }])
}

async function supersede(of: Started) {
  await ageVerification(of.id, LATE_SECONDS)
  await ageCounters(of.browserHash, LATE_SECONDS)
  const outcome = await resend(of)
  if (outcome.kind !== 'sent') throw new Error(outcome.kind)
  return outcome.id
}

const approve = (of: Started) => check(of)

test('200 unchanged pages cost one statement a second, like one page', async () => {
  const of = await started()
  const costOf = async (viewers: Pick<Started, 'id' | 'browserHash'>[]) => {
    const watcher = manualWatcher()
    const viewerOf = (one: (typeof viewers)[number]) => ({ ...one, clientIp: of.clientIp })
    const pages = await Promise.all(viewers.map((one) => streamOf(viewerOf(one), watcher)))
    const second = async () => {
      await watcher.tick()
      await Promise.all(pages.map(({ follow }) => follow()))
    }
    await second()
    return statementsOf(second)
  }
  const one = await costOf([of])
  expect(one).toHaveLength(1)
  expect(await costOf(await copies(of, 200))).toEqual(one)
}, 120_000)

test.each<[string, (of: Started) => Promise<unknown>, Partial<CodePage>]>([
  ['a wrong code', (of) => check({ ...of, code: otherCode(of.code) }), { state: 'open', attemptsLeft: 4 }],
  ['the right code', approve, { state: 'approved' }],
  [
    'the use of the proof',
    async (of) => {
      await approve(of)
      await db().$transaction((tx) => consume(tx, of))
    },
    { state: 'used' },
  ],
  ['a newer code', supersede, { state: 'superseded' }],
  ['a receipt', (of) => setStatuses([of.id], 'DELIVERED'), { delivery: 'delivered' }],
  [
    'a resend of the same code',
    async (of) => {
      await ageCounters(of.browserHash, 60)
      await resend(of)
    },
    { resent: true },
  ],
  ['its expiry', (of) => ageVerification(of.id, DAY), { state: 'expired', secondsLeft: 0 }],
  ['wrong codes of other browsers that lock the number', lock, { state: 'locked' }],
  [
    'a limit that other browsers reach',
    async ({ phone }) => {
      for (let n = 0; n < 10; n++) await acquire([{ policy: 'sendsPerPhone', of: phone }])
    },
    { resendInSeconds: expect.toSatisfy((seconds: number) => seconds > 3600) as unknown as number },
  ],
])('the stream reports %s within a second', async (_, change, expected) => {
  const of = await started()
  const page = await opened(of)
  await change(of)
  expect(await page.next()).toMatchObject(expected)
  expect(page.events).toHaveLength(2)
})

test('the stream reports the end of a lock within a second', async () => {
  const of = await started()
  await lock(of)
  const page = await opened(of)
  await ageCounters(of.phone, DAY)
  expect(await page.next()).toMatchObject({ state: 'open', lockedForSeconds: null })
})

test('the stream of a superseded code reports the use of the newer one within a second', async () => {
  const of = await started()
  const newer = await supersede(of)
  const page = await opened(of)
  await db().$executeRaw`UPDATE "Verification" SET "approvedAt" = now() WHERE "id" = ${newer}::uuid`
  expect(await page.next()).toMatchObject({ state: 'used' })
})

test('the stream ends when the verification is purged', async () => {
  const of = await started()
  const page = await opened(of)
  await db().verification.delete({ where: { id: of.id } })
  expect(await page.next()).toBeNull()
})

test('returns no page to another browser (R5)', async () => {
  const of = await started()
  expect(await liveCodePage(of.id, { ...of, browserHash: freshBrowser() }).look()).toBeNull()
})

test('a write without a visible change sends no event', async () => {
  const of = await started()
  const page = await opened(of)
  expect(await initiate(of)).toMatchObject({ kind: 'waiting' })
  await page.next()
  expect(page.events).toHaveLength(1)
})

test('a receipt for a password reset sends no event, which would reveal the account (R9)', async () => {
  const of = await started({ purpose: 'PASSWORD_RESET', phone: (await freshUser()).phone })
  const page = await opened(of)
  await setStatuses([of.id], 'DELIVERED')
  expect(await page.next()).toMatchObject({ state: 'open', delivery: null })
  expect(page.events).toHaveLength(1)
})

test('a page is due when its next lifetime or limit ends, and never if none is left', async () => {
  const of = await started()
  const due = async () => (await computeCodePage(of.id, of))?.changesInSeconds
  expect(await due()).toBe(30)
  await ageCounters(of.browserHash, 60)
  expect(await due()).toBeCloseTo(600, -1)
  await lock(of)
  await ageVerification(of.id, DAY)
  expect(await due()).toBeCloseTo(DAY, -2)
  await ageCounters(of.phone, DAY)
  expect(await due()).toBe(Number.POSITIVE_INFINITY)
})
