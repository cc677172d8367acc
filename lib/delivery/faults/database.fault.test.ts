import { describe, expect, test } from 'vitest'
import { connected } from '@/lib/testing/faults/database'
import type { DeliveryProcess } from '@/lib/testing/faults/process'
import { inScene, playIn, Scene } from '@/lib/testing/faults/scene'
import { PATIENCE_MS, until } from '@/lib/testing/faults/until'
import { together } from '@/lib/testing/together'
import { freshStart } from '@/lib/testing/verifications'
import { applyMigrations } from '@/scripts/migrate/migrations'
import { findPostgres, startPostgres } from '@/scripts/testing/throwaway-postgres.mjs'

const binaries = findPostgres()

/** Retries until it gets an outcome, like a user after an error page. */
async function startWithRetries(process: DeliveryProcess): Promise<void> {
  const start = freshStart()
  await until('an answer', async () => {
    if (!process.lives) throw new Error('the process is gone')
    const outcome = await process.start(start).catch(() => null)
    return outcome !== null && outcome.kind !== 'unavailable'
  })
}

describe('a database restart', () => {
  test.skipIf(!binaries)(
    'loses none of fifty messages when the database restarts, without intervention',
    async () => {
      const postgres = await startPostgres(binaries)
      try {
        await applyMigrations({ kind: 'server', url: postgres.url })
        const scene = await Scene.open(postgres.url)
        await playIn(scene, () => throughRestart(scene, postgres.restart))
      } finally {
        await postgres.stop()
      }
    },
    PATIENCE_MS,
  )

  async function throughRestart(scene: Scene, restart: () => Promise<void>): Promise<void> {
    const { kannel } = scene.gateways
    const process = await scene.run({ startsWorker: true })
    let restarting: Promise<void> | undefined
    kannel.slowMs = 30
    kannel.onAccepted = (_line, count) => {
      if (count === 10) restarting = restart()
    }
    await together(50, () => startWithRetries(process))
    await until('it restarts', () => restarting !== undefined)
    await restarting
    await until('nothing waits', async () => (await scene.count('QUEUED')) === 0)
    await scene.loseLeases()
    await scene.outboxEmptied()
    expect(process.lives).toBe(true)
    expect(process.acknowledged.length).toBeGreaterThanOrEqual(45)
    expect(await scene.violations()).toEqual([])
  }
})

/** Pauses the process, so that it reads the last results and the close of its connections together. */
async function cutWhilePaused(scene: Scene, process: DeliveryProcess): Promise<void> {
  process.pause()
  await until('all is answered', async () => (await scene.connections('active')) === 0)
  await scene.cutConnections()
  process.goOn()
}

describe('dropped database connections', () => {
  test.concurrent(
    'loses none of fifty messages and crashes no process when connections drop ten times',
    inScene(async (scene) => {
      const { gateways } = scene
      const process = await scene.run({ startsWorker: true })
      gateways.kannel.slowMs = 30
      const starts = together(50, () => startWithRetries(process))
      starts.catch(() => {})
      for (let sent = 1; sent <= 19; sent += 2) {
        await until(`${sent} are sent`, () => !process.lives || gateways.lineCount() >= sent)
        await cutWhilePaused(scene, process)
      }
      expect(process.fate).toBe('lives')
      await starts
      await until('nothing waits', async () => (await scene.count('QUEUED')) === 0)
      await scene.loseLeases()
      await scene.outboxEmptied()
      expect(process.fate).toBe('lives')
      expect(await scene.violations()).toEqual([])
    }),
    PATIENCE_MS,
  )
})

/** Blocks every transaction that queues a follow-up dispatch until lock 7 is released. */
const HOLD_NEXT = `
  CREATE FUNCTION hold() RETURNS trigger AS $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NEW; END $$ LANGUAGE plpgsql;
  CREATE TRIGGER hold BEFORE INSERT ON "Message" FOR EACH ROW WHEN (NEW."previousId" IS NOT NULL) EXECUTE FUNCTION hold()`

const waitingForLock = async ({ sql }: Scene): Promise<number> =>
  (await sql.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).rowCount ?? 0

const openTransactions = async ({ sql }: Scene): Promise<number> => {
  const others = 'datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL'
  return (await sql.query(`SELECT 1 FROM pg_stat_activity WHERE ${others}`)).rowCount ?? 0
}

describe('a crash between a failed dispatch and its follow-up', () => {
  test.concurrent(
    'commits a failed dispatch and its follow-up together, after a refusal or a dropped connection',
    inScene(async (scene) => {
      const { kannel } = scene.gateways
      await scene.sql.query(HOLD_NEXT)
      const holder = await connected(scene.url)
      await holder.query('SELECT pg_advisory_lock(7)')
      const [first, second] = await Promise.all([scene.run(), scene.run()])
      for (const mode of ['refuse', 'reset'] as const) {
        kannel.mode = mode
        const before = await waitingForLock(scene)
        await first.start()
        await until('it queues the next', async () => (await waitingForLock(scene)) > before)
      }
      await first.kill()
      await holder.end()
      await until('the server has noticed', async () => (await openTransactions(scene)) === 0)
      expect(await scene.statuses()).toEqual(['SENDING', 'SENDING'])
      await scene.loseLeases()
      await second.startOutboxWorker()
      await scene.outboxEmptied()
      expect((await scene.statuses()).toSorted()).toEqual(['ACCEPTED', 'ACCEPTED', 'UNKNOWN', 'UNKNOWN'])
      expect(await scene.violations()).toEqual([])
    }),
    PATIENCE_MS,
  )
})
