import { describe, expect, test } from 'vitest'
import { connected } from '@/lib/testing/faults/database'
import { Child } from '@/lib/testing/faults/process'
import { inScene, type Scene } from '@/lib/testing/faults/scene'
import { PATIENCE_MS, until } from '@/lib/testing/faults/until'
import { together } from '@/lib/testing/together'

const WORKERS = 8

/** Whether a query waits to read the table. Ignores purges, which wait to write. */
const isReadBlocked = async ({ sql }: Scene, table: string): Promise<boolean> => {
  const { rows } = await sql.query(
    `SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessShareLock' AND relation = $1::regclass`,
    [`"${table}"`],
  )
  return rows.length > 0
}

/** Suspends a worker whose claim was committed, before it reads the result. */
async function suspendAfterClaim(scene: Scene, worker: Awaited<ReturnType<Scene['run']>>): Promise<void> {
  const lock = await connected(scene.url)
  await lock.query('BEGIN')
  await lock.query('LOCK TABLE "OptOut" IN ACCESS EXCLUSIVE MODE')
  await worker.startOutboxWorker()
  await until('it claims', () => isReadBlocked(scene, 'OptOut'))
  worker.pause()
  await lock.query('ROLLBACK')
  await lock.end()
  await until('its claim is committed', async () => (await scene.count('QUEUED')) === 0)
}

const leasesHeld = async ({ sql }: Scene): Promise<number> =>
  (await sql.query(`SELECT 1 FROM "Message" WHERE "status" = 'SENDING' AND "leaseUntil" > now()`)).rowCount ?? 0

describe('a worker suspended for longer than its lease', () => {
  test.concurrent(
    'sends nothing on resuming that another worker has sent or is sending with a new fencing token',
    inScene(async (scene) => {
      const { kannel } = scene.gateways
      const [sleeper, other] = await Promise.all([scene.run(), scene.run()])
      const [lost, again] = await scene.commit(2)
      await suspendAfterClaim(scene, sleeper)
      expect(await scene.statuses()).toEqual(['SENDING', 'SENDING'])
      await scene.sql.query(`UPDATE "Message" SET "status" = 'QUEUED' WHERE "to" = $1`, [again])
      await until('its leases ran out', async () => (await leasesHeld(scene)) === 0)
      kannel.mode = 'hang'
      await other.startOutboxWorker()
      await until('one was sent and one is being sent', async () => {
        return (await scene.count('ACCEPTED')) === 1 && kannel.taken === 1
      })
      expect(await scene.statuses(lost)).toEqual(['UNKNOWN', 'ACCEPTED'])
      expect(await scene.statuses(again)).toEqual(['SENDING'])
      kannel.mode = 'accept'
      sleeper.goOn()
      expect(await sleeper.end()).toMatchObject({ code: 0 })
      kannel.answerNow()
      await scene.outboxEmptied()
      expect([scene.lines(lost).length, scene.lines(again).length]).toEqual([1, 1])
      expect(await scene.statuses(again)).toEqual(['ACCEPTED'])
    }),
    PATIENCE_MS,
  )
})

describe('`npm run worker` during a shutdown', () => {
  test.concurrent(
    'completes and records twenty slow dispatches before it exits',
    inScene(async (scene) => {
      const { kannel } = scene.gateways
      kannel.mode = 'hang'
      await scene.commit(20)
      const worker = new Child(['scripts/worker.mjs'], scene.environment)
      scene.children.push(worker)
      await until('all are on their way', () => kannel.taken === 20)
      const ending = worker.end()
      kannel.slowMs = 300
      kannel.mode = 'accept'
      kannel.answerNow()
      expect(await ending).toEqual({ code: 0, signal: null })
      expect(await scene.statuses()).toEqual(Array(20).fill('ACCEPTED'))
      expect(await scene.violations()).toEqual([])
    }),
    PATIENCE_MS,
  )
})

describe('concurrent workers', () => {
  test(
    'dispatches a thousand messages once each with eight workers, skipping a locked row',
    inScene(async (scene) => {
      const workers = await together(WORKERS, () => scene.run())
      const [held] = await scene.commit(100)
      const holder = await connected(scene.url)
      await holder.query('BEGIN')
      await holder.query('SELECT 1 FROM "Message" WHERE "to" = $1 FOR UPDATE', [held])
      await Promise.all(workers.map((worker) => worker.startOutboxWorker()))
      for (let sent = 99; sent <= 999; sent += 100) {
        await until(`${sent} are sent`, () => scene.gateways.lineCount() >= sent)
        if (sent < 999) await scene.commit(100)
      }
      expect(scene.lines(held)).toEqual([])
      await holder.end()
      await scene.outboxEmptied()
      const references = scene.lines().map(({ reference }) => reference)
      expect([references.length, new Set(references).size]).toEqual([1000, 1000])
      expect(new Set(await scene.statuses())).toEqual(new Set(['ACCEPTED']))
      expect(await scene.violations()).toEqual([])
    }),
    PATIENCE_MS,
  )
})
