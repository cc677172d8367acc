import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import zlib from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { signIn } from '@/lib/accounts/sign-in'
import { fingerprint } from '@/lib/audit/fingerprint'
import { db, type OpenDatabase, openDatabase, type Where } from '@/lib/db/driver/client'
import { auditEventsOf } from '@/lib/db/queries/audit-events'
import { liveSession } from '@/lib/db/queries/sessions'
import { peek } from '@/lib/guard/limiter'
import { type PolicyName, policies } from '@/lib/guard/policies'
import { shutDown } from '@/lib/process/lifecycle'
import { singleton } from '@/lib/process/singleton'
import { freshBrowser, freshIp, freshStart } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { initiate } from '@/lib/verification/initiate'
import { applyMigrations } from './migrations'

const FIXTURES = 'scripts/migrate/fixtures/released'
const browserHash = (name: string) => createHash('sha256').update(name).digest('base64url')
const ADA = {
  phone: '+12025550100',
  password: 'quiet lanterns cross the harbour',
  browserHash: browserHash('Ada'),
}
const GRACE = {
  phone: '+12025550101',
  password: 'seventeen copper kettles whistle',
  browserHash: browserHash('Grace'),
}
const USED_UP_PHONE = '+12025550105'
/** Credentials from the fixture: a session, and the codes of a sign-up, a reset and a decoy. */
const HELD = {
  embedded: {
    sessionId: 'snddPHxuMiLTnKDS7-llUeRgXJPA7D3OwOyw51mTYRI',
    codes: { signUp: '956179', reset: '858380', decoy: '055712' },
  },
  postgres: {
    sessionId: 'LJNs25v5Ff-R1tRSTO4RCjBgDIlmU-5-NrbBPExr-iQ',
    codes: { signUp: '252409', reset: '947184', decoy: '052007' },
  },
}
const held = inject('postgresUrl') ? HELD.postgres : HELD.embedded

const RENAMED: Record<string, string> = { Counter: 'RateLimit', TrustedBrowser: 'KnownBrowser' }

async function restoreEmbedded(): Promise<Where> {
  const params = { [zlib.constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 }
  const dataDir = zlib.brotliDecompressSync(fs.readFileSync(`${FIXTURES}/embedded.tar.br`), { params })
  return { lite: await PGlite.create({ loadDataDir: new Blob([dataDir]) }) }
}

async function restoreOnServer(serverUrl: string): Promise<Where> {
  const url = new URL(serverUrl)
  url.pathname = `/${inject('templateName')}_${randomUUID().slice(0, 8)}`
  for (const [database, sql] of [
    [serverUrl, `CREATE DATABASE "${url.pathname.slice(1)}"`],
    [url.href, fs.readFileSync(`${FIXTURES}/postgres.sql`, 'utf8')],
  ]) {
    const client = new pg.Client(database)
    await client.connect()
    await client.query(sql ?? '')
    await client.end()
  }
  return { url: url.href }
}

/** Shifts all timestamps by the age of the fixture, so that its sessions and codes have not expired. */
const MAKE_RECENT = `DO $$
DECLARE
  one record;
  age interval := now() - (SELECT max(hit) FROM "Counter", unnest("hits") AS hit);
BEGIN
  ALTER TABLE "AuditEvent" DISABLE TRIGGER USER;
  FOR one IN
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' AND udt_name IN ('timestamptz', '_timestamptz')
  LOOP
    EXECUTE format(
      CASE one.data_type
        WHEN 'ARRAY' THEN 'UPDATE %1$I SET %2$I = ARRAY(SELECT t + $1 FROM unnest(%2$I) AS t)'
        ELSE 'UPDATE %1$I SET %2$I = %2$I + $1'
      END, one.table_name, one.column_name) USING age;
  END LOOP;
  ALTER TABLE "AuditEvent" ENABLE TRIGGER USER;
END $$`

interface Content {
  columns: number
  rows: string[]
}

/** Returns the rows of every table as text: their values in order, without column names and without columns added since. */
async function contents(earlier = new Map<string, Content>()): Promise<Map<string, Content>> {
  const tables = await db().$queryRaw<{ name: string; columns: string[] }[]>`
    SELECT "table_name"::text AS "name", array_agg("column_name"::text ORDER BY "ordinal_position") AS "columns"
    FROM information_schema.columns WHERE "table_schema" = 'public' AND "table_name" <> '_prisma_migrations' GROUP BY 1`
  const entries: [string, Content][] = []
  for (const { name, columns } of tables) {
    const kept = columns.slice(0, earlier.get(name)?.columns)
    const rows = await db().$queryRawUnsafe<{ text: string }[]>(
      `SELECT ROW(${kept.map((column) => `"${column}"`).join(', ')})::text AS "text" FROM "${name}" ORDER BY 1`,
    )
    entries.push([name, { columns: kept.length, rows: rows.map(({ text }) => text) }])
  }
  return new Map(entries)
}

const withoutPolicies = (rows: string[] = []) =>
  rows.map((row) => row.replace(/^\("?\w+:/, '').replace(':own:', ':known:')).sort()

// Restored afterwards, because other test files share the process and its database.
const opened = singleton<{ database?: OpenDatabase }>('database', () => ({}))
const shared = opened.database
let before: Map<string, Content>
let after: Map<string, Content>

beforeAll(async () => {
  // Audit events that earlier test files have queued would be stored in this database.
  await shutDown()
  const serverUrl = inject('postgresUrl')
  const { driver } = await openDatabase(serverUrl ? await restoreOnServer(serverUrl) : await restoreEmbedded())
  await db().$executeRawUnsafe(MAKE_RECENT)
  before = await contents()
  await applyMigrations(driver)
  after = await contents(new Map([...before].map(([table, content]) => [RENAMED[table] ?? table, content])))
})

afterAll(async () => {
  await shutDown()
  await opened.database?.close()
  opened.database = shared
})

const from = { clientIp: freshIp(), browserHash: freshBrowser() }

const verificationOf = async (phone: string, purpose: 'SIGN_UP' | 'PASSWORD_RESET') =>
  (await db().verification.findFirstOrThrow({ where: { phone, purpose, approvedAt: null } })).id

test('an upgrade keeps every row of every table', () => {
  expect(before.size).toBeGreaterThan(10)
  for (const [table, { rows }] of before) {
    const kept = after.get(RENAMED[table] ?? table)?.rows
    expect(rows.length).toBeGreaterThan(0)
    if (table === 'Counter') expect(withoutPolicies(kept)).toEqual(withoutPolicies(rows))
    else expect(kept).toEqual(rows)
  }
})

test('after an upgrade, users can sign in with their passwords', async () => {
  for (const user of [ADA, GRACE])
    expect(await signIn({ ...user, clientIp: freshIp() })).toMatchObject({ kind: 'signed-in' })
})

test('after an upgrade, existing sessions are valid', async () => {
  expect(await liveSession(db(), held.sessionId)).toMatchObject({ name: 'Ada', phone: ADA.phone })
})

test('after an upgrade, codes sent before it are accepted, except those of decoys', async () => {
  const { clientIp } = from
  const signUp = await verificationOf('+12025550102', 'SIGN_UP')
  const newUser = { id: signUp, browserHash: browserHash('new'), clientIp }
  expect(await check({ ...newUser, code: held.codes.signUp })).toEqual({ kind: 'approved', purpose: 'SIGN_UP' })
  const reset = { id: await verificationOf(ADA.phone, 'PASSWORD_RESET'), browserHash: ADA.browserHash, clientIp }
  expect(await check({ ...reset, code: held.codes.reset })).toEqual({ kind: 'approved', purpose: 'PASSWORD_RESET' })
  const decoy = await verificationOf('+12025550103', 'PASSWORD_RESET')
  const attacker = { id: decoy, browserHash: browserHash('attacker'), clientIp }
  expect(await check({ ...attacker, code: held.codes.decoy })).toMatchObject({ kind: 'wrong' })
})

test('after an upgrade, exhausted rate limits of every former policy are still exhausted', async () => {
  const names = new Set<string>()
  const usedUp = new Set<string>()
  for (const { key } of await db().rateLimit.findMany()) {
    const [policy = '', ...of] = key.split(':')
    names.add(policy)
    const decision = await peek([{ policy: policy as PolicyName, of: of.join(':') }])
    if (!decision.allowed) usedUp.add(policy)
  }
  const NEWER = ['sendsPerSite', 'sendsPerNetwork', 'phonePasses']
  const released = Object.entries(policies()).filter(([name]) => !NEWER.includes(name))
  expect([...names].sort()).toEqual(released.map(([name]) => name).sort())
  // Limits with shorter windows may have been released since.
  const lasting = released.filter(([, { max, windowSeconds }]) => Number.isFinite(max) && windowSeconds >= 60)
  expect([...usedUp]).toEqual(expect.arrayContaining(lasting.map(([name]) => name)))
})

test('after an upgrade, sends and sign-ins over a rate limit are still rejected', async () => {
  expect(await initiate(freshStart({ phone: USED_UP_PHONE }))).toMatchObject({
    kind: 'limited',
    policy: 'sendsPerBucket',
  })
  expect(await signIn({ ...GRACE, ...from })).toMatchObject({ kind: 'limited', policy: 'wrongPasswordsPerPhone' })
})

test('after an upgrade, the audit trail contains events under their old names and is append-only', async () => {
  const events = await auditEventsOf(db(), fingerprint('phone', GRACE.phone), 100)
  expect(events).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ event: 'sign-up' }),
      expect.objectContaining({ event: 'limit.hit', detail: { policy: 'wrongPasswordsOfPhone' } }),
    ]),
  )
  await expect(db().$executeRaw`UPDATE "AuditEvent" SET "ipKey" = NULL`).rejects.toThrow('append-only')
})
