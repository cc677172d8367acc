import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import type { MessageStatus } from '@/lib/db/generated/enums'
import type { FaultPoint } from '@/lib/process/fault-injection'
import { administer, COMMIT_MANY, OURS, ownDatabase, pool } from './database'
import { databaseFacts, type MessageFacts, messageFacts } from './facts'
import { type FakeGateways, fakeGateways } from './fake-gateways'
import { type Child, DeliveryProcess } from './process'
import { reconcile, type Violation } from './reconcile'
import { until } from './until'

const MOST_COMPLAINTS = 40

const earlier = (column: string) => `"${column}" = "${column}" - make_interval(secs => $2::int)`

/** Returns warnings, errors, and lines that are not log lines, such as a crash. */
const complaints = (log: string): string[] =>
  log
    .split('\n')
    .filter((line) => line !== '' && !/^\{"level":[123]0/.test(line))
    .slice(-MOST_COMPLAINTS)

/** A database, two gateways with ledgers, and the processes between them. */
export class Scene {
  readonly children: Child[] = []
  #committed = 0

  private constructor(
    readonly url: string,
    readonly sql: pg.Pool,
    readonly gateways: FakeGateways,
    readonly folder: string,
    readonly dropDatabase: () => Promise<void>,
  ) {}

  /** Uses the given database, or creates one. */
  static async open(given?: string): Promise<Scene> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-faults-'))
    const url = given ?? (await ownDatabase())
    const drop = () => administer(`DROP DATABASE "${new URL(url).pathname.slice(1)}" WITH (FORCE)`)
    return new Scene(url, pool(url), await fakeGateways(folder), folder, given ? async () => {} : drop)
  }

  get environment(): Record<string, string> {
    return { DATABASE_URL: this.url, DATA_DIR: this.folder, RESEND_COOLDOWN_SECONDS: '0', ...this.gateways.environment }
  }

  async run({
    crashAt,
    startsWorker,
  }: {
    crashAt?: FaultPoint
    startsWorker?: boolean
  } = {}): Promise<DeliveryProcess> {
    const crash: Record<string, string> = crashAt ? { CRASH_AT: crashAt } : {}
    return DeliveryProcess.start({ ...this.environment, ...crash }, { startsWorker }, this.children)
  }

  lines = (to?: string) => this.gateways.lines().filter((line) => to === undefined || line.to === to)

  /** Returns all dispatches, or those to one number, oldest first. */
  async messages(to?: string): Promise<MessageFacts[]> {
    const all = await messageFacts(this.sql)
    return all.filter((message) => to === undefined || message.to === to)
  }

  statuses = async (to?: string): Promise<string[]> => (await this.messages(to)).map(({ status }) => status)

  /** Commits `count` verifications and messages at once. Returns the recipients. */
  async commit(count: number): Promise<string[]> {
    const { rows } = await this.sql.query<{ to: string }>(COMMIT_MANY, [this.#committed + 1, this.#committed + count])
    this.#committed += count
    return rows.map(({ to }) => to)
  }

  /** Expires all leases. */
  loseLeases = () =>
    this.sql.query(`UPDATE "Message" SET "leaseUntil" = now() - interval '1 s' WHERE "status" = 'SENDING'`)

  /** Makes all queued messages due. */
  hurry = () => this.sql.query(`UPDATE "Message" SET "notBefore" = now() WHERE "status" = 'QUEUED'`)

  /** Moves the times of a verification and its messages into the past. */
  async age(verificationId: string, seconds: number): Promise<void> {
    const of = [verificationId, seconds]
    await this.sql.query(
      `UPDATE "Verification" SET ${earlier('createdAt')}, ${earlier('expiresAt')} WHERE "id" = $1`,
      of,
    )
    await this.sql.query(`UPDATE "Message" SET ${earlier('expiresAt')} WHERE "verificationId" = $1`, of)
  }

  /** Counts the database connections of the processes, optionally only those in `state`. */
  async connections(state = '%'): Promise<number> {
    const held = `datname = current_database() AND backend_type = 'client backend' AND application_name <> '${OURS}'`
    return (
      (await this.sql.query(`SELECT 1 FROM pg_stat_activity WHERE ${held} AND state LIKE $1`, [state])).rowCount ?? 0
    )
  }

  /** Terminates all database connections of the processes, including new ones, as a failover does. */
  async cutConnections(): Promise<void> {
    const others = `datname = current_database() AND application_name <> '${OURS}'`
    await until('all are cut', async () => {
      await this.sql.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`)
      return (await this.connections()) === 0
    })
  }

  async count(...statuses: MessageStatus[]): Promise<number> {
    const counted = `SELECT count(*)::int AS count FROM "Message" WHERE "status"::text = ANY($1)`
    return (await this.sql.query<{ count: number }>(counted, [statuses])).rows[0]?.count ?? 0
  }

  /** Waits until no message is queued or being sent. */
  outboxEmptied = (giveUpMs?: number) =>
    until('I11, every message at its end', async () => (await this.count('QUEUED', 'SENDING')) === 0, giveUpMs)

  async violations(): Promise<Violation[]> {
    const delivering = this.children.filter((child) => child instanceof DeliveryProcess)
    return reconcile({
      ...(await databaseFacts(this.sql)),
      lines: this.lines(),
      acknowledged: delivering.flatMap((child) => child.acknowledged),
      checks: delivering.flatMap((child) => child.checked),
      logs: this.children.map((child) => child.log).join('\n'),
    })
  }

  /** Describes the state, for the message of a failed test. */
  async account(): Promise<string> {
    const { rows } = await this.sql.query(
      `SELECT "status", count(*)::int AS count FROM "Message" GROUP BY 1 ORDER BY 1`,
    )
    const said = this.children.flatMap((child) => [...complaints(child.log), `${child.child.pid} ${child.fate}`])
    return [JSON.stringify(rows), `${this.lines().length} lines in the ledgers`, ...said].join('\n')
  }

  async close(): Promise<void> {
    await Promise.all(this.children.filter((child) => child.lives).map((child) => child.kill()))
    await this.gateways.close()
    await this.sql.end()
    await this.dropDatabase()
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Runs a test in a scene and cleans up. Adds the state to the message of a failure. */
export async function playIn(scene: Scene, play: (scene: Scene) => Promise<void>): Promise<void> {
  try {
    await play(scene)
  } catch (error) {
    const account = await scene.account().catch(String)
    if (error instanceof Error) error.message += `\n${account}`
    throw error
  } finally {
    await scene.close()
  }
}

/** Returns a test function with a scene and database of its own. */
export const inScene = (play: (scene: Scene) => Promise<void>) => async (): Promise<void> =>
  playIn(await Scene.open(), play)
