import { expect, test } from 'vitest'
import { type Db, db, type Tx } from '@/lib/db/driver/client'
import { Prisma } from '@/lib/db/generated/client'
import { PURGED_AT_ONCE, purge, RETAINED, type RetainedRows } from '@/lib/db/queries/purges'
import { MAKE_OVER } from '@/lib/testing/retention'
import { started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { retention } from './data-retention'

/** Enough rows for the planner to prefer an index. */
const MANY = 20_000
const many = (table: string, columns: string, values: string) =>
  `INSERT INTO "${table}" (${columns}) SELECT ${values} FROM generate_series(1, ${MANY}) AS n`
const SOME_TIME = `now() - n * interval '10 minutes'`

const FILL = [
  many(
    'Verification',
    '"id","purpose","phone","browserHash","nonce","keyId","locale","expiresAt"',
    `gen_random_uuid(),'SIGN_UP','+1'||n,'b'||n,'','k','en',${SOME_TIME}`,
  ),
  many(
    'Message',
    '"smsId","to","template","locale","gateway","receiptToken","createdAt","expiresAt"',
    `gen_random_uuid(),'+1'||n,'signUp','en','null','r'||n,${SOME_TIME},now()`,
  ),
  `INSERT INTO "User" ("phone","name","passwordHash") VALUES ('+1', 'Ada', 'none')`,
  many(
    'Session',
    '"id","userId","createdAt","revokedAt"',
    `'s'||n,(SELECT "id" FROM "User" WHERE "phone" = '+1'),${SOME_TIME},${SOME_TIME}`,
  ),
  many(
    'KnownBrowser',
    '"userId","browserHash","lastUsedAt"',
    `(SELECT "id" FROM "User" WHERE "phone" = '+1'),'b'||n,${SOME_TIME}`,
  ),
  many('HandsetMessage', '"to","from","body","arrivesAt","deliveredAt"', `'+1'||n,'x','x',now(),${SOME_TIME}`),
  many('AuditEvent', '"event","at"', `'sign-out',${SOME_TIME}`),
  many('UsedNonce', '"id","expiresAt"', `'n'||n,${SOME_TIME}`),
  many('SpendTotal', '"minute","country","template","segments"', `${SOME_TIME},'US','signUpCode',1`),
  many('RateLimit', '"key","hits","expiresAt"', `'c'||n,'{}',${SOME_TIME}`),
  'ANALYZE',
]

const PURGES: Record<string, (on: Db) => Promise<number>> = {}
const UNTIL_EXPIRY: RetainedRows[] = ['used-nonces', 'limits']
for (const what of Object.keys(RETAINED) as RetainedRows[])
  PURGES[what] = (on) => purge(on, what, UNTIL_EXPIRY.includes(what) ? 0 : 1, PURGED_AT_ONCE)

/** Returns a client that reports the plan of a statement instead of executing it. */
const explaining = (tx: Tx, note: (plan: string) => void) =>
  ({
    $executeRaw: async (parts: TemplateStringsArray, ...values: unknown[]) => {
      const sql = Prisma.sql(parts, ...values)
      const lines = await tx.$queryRawUnsafe<Record<string, string>[]>(`EXPLAIN ${sql.text}`, ...sql.values)
      note(lines.flatMap((line) => Object.values(line)).join('\n'))
      return 0
    },
  }) as unknown as Db

class RolledBack extends Error {}

const rolledBack = (work: (tx: Tx) => Promise<void>) =>
  db()
    .$transaction(async (tx) => {
      await work(tx)
      throw new RolledBack()
    })
    .catch((error) => {
      if (!(error instanceof RolledBack)) throw error
    })

test('finds the oldest rows of every purge by an index, without a sequential scan or a sort', () =>
  rolledBack(async (tx) => {
    for (const sql of FILL) await tx.$executeRawUnsafe(sql)
    for (const [name, run] of Object.entries(PURGES)) {
      const plans: string[] = []
      await run(explaining(tx, (plan) => plans.push(plan)))
      expect(plans, name).toHaveLength(1)
      expect(plans[0], name).toMatch(/Index Scan using/)
      expect(plans[0], name).not.toMatch(/Seq Scan|Sort/)
    }
  }))

test('skips locked rows when purging and deletes the others without waiting', async () => {
  const make = MAKE_OVER.verifications
  if (!make) throw new Error('nothing makes verifications')
  const held = [await make(db(), 40), await make(db(), 39)].map(({ value }) => value)
  const free = [await make(db(), 38), await make(db(), 37)].map(({ value }) => value)
  const left = (ids: string[]) => db().verification.count({ where: { id: { in: ids } } })
  await db().$transaction(async (holder) => {
    await holder.$queryRaw`SELECT 1 FROM "Verification" WHERE "id" = ANY(${held}::uuid[]) FOR UPDATE`
    await purge(db(), 'verifications', 7, PURGED_AT_ONCE)
    expect([await left(held), await left(free)]).toEqual([2, 0])
  })
  await purge(db(), 'verifications', 7, PURGED_AT_ONCE)
  expect(await left(held)).toBe(0)
})

test('sends and checks codes while a transaction that purges all tables is open', () =>
  rolledBack(async (tx) => {
    for (const { what } of retention()) await MAKE_OVER[what]?.(db(), 400)
    for (const run of Object.values(PURGES)) expect(await run(tx as Db)).toBeGreaterThan(0)
    expect(await check(await started())).toMatchObject({ kind: 'approved' })
  }))
