import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readCodePage } from '@/lib/db/queries/code-pages'
import { takeAttempt, verificationById } from '@/lib/db/queries/verifications'
import { db, type Tx } from './client'

describe('database client', () => {
  it('rejects when a COMMIT fails', async () => {
    await db().$executeRawUnsafe('CREATE TABLE IF NOT EXISTS only_once (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)')
    const committing = db().$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO only_once VALUES (1), (1)`
    })
    await expect(committing).rejects.toThrow(/UniqueConstraintViolation/)
    const [found] = await db().$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM only_once`
    expect(found?.count).toBe(0)
  })

  it('rolls back a failed transaction', async () => {
    const id = randomUUID()
    const failing = db().$transaction(async (tx) => {
      await tx.rateLimit.create({ data: { key: id } })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await db().rateLimit.findUnique({ where: { key: id } })).toBeNull()
  })

  it('completes 50 transactions that wait for one row lock', async () => {
    const key = randomUUID()
    await db().rateLimit.create({ data: { key } })
    const all = Array.from({ length: 50 }, () =>
      db().$transaction(async (tx) => {
        await tx.$queryRaw`SELECT key FROM "RateLimit" WHERE key = ${key} FOR UPDATE`
        await tx.$executeRaw`UPDATE "RateLimit" SET hits = hits || now() WHERE key = ${key}`
      }),
    )
    await Promise.all(all)
    const counter = await db().rateLimit.findUniqueOrThrow({ where: { key } })
    expect(counter.hits).toHaveLength(50)
  })

  it("returns correct times whatever the server's time zone", async () => {
    const [row] = await db().$queryRaw<{ now: Date }[]>`SELECT now() AS now`
    expect(Math.abs((row?.now.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
    const { expiresAt } = await db().rateLimit.create({
      data: { key: randomUUID(), expiresAt: new Date(Date.now() + 60_000) },
    })
    const [alive] = await db().$queryRaw<{ alive: boolean }[]>`SELECT ${expiresAt} > now() AS alive`
    expect(alive?.alive).toBe(true)
  })

  it('runs its prepared statements after a later migration added a column', async () => {
    const [id, browserHash] = [randomUUID(), 'unknown']
    const statements = [
      (tx: Tx) => readCodePage(tx, id, browserHash),
      (tx: Tx) => takeAttempt(tx, { id, browserHash, maxAttempts: 5 }),
      (tx: Tx) => verificationById(tx, id),
    ]
    const undone = new Error('undone')
    const migrating = db().$transaction(async (tx) => {
      for (const statement of statements) await statement(tx)
      await tx.$executeRaw`ALTER TABLE "Verification" ADD COLUMN "later" int`
      for (const statement of statements) expect(await statement(tx)).toBeNull()
      throw undone
    })
    await expect(migrating).rejects.toBe(undone)
  })
})
