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

/** What a process warned of, and what isn't a line of its log at all: how it crashed, say. */
const complaints = (log: string): string[] =>
  log
    .split('\n')
    .filter((line) => line !== '' && !/^\{"level":[123]0/.test(line))
    .slice(-MOST_COMPLAINTS)

/** One place of action: a database, two gateways with their ledgers, and the processes between them. */
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

  /** On a database of its own, or on the given one. */
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

  /** All dispatches, or those to one number; the oldest first. */
  async messages(to?: string): Promise<MessageFacts[]> {
    const all = await messageFacts(this.sql)
    return all.filter((message) => to === undefined || message.to === to)
  }

  statuses = async (to?: string): Promise<string[]> => (await this.messages(to)).map(({ status }) => status)

  /** As many verifications with their messages, committed together; answers where they go. */
  async commit(count: number): Promise<string[]> {
    const { rows } = await this.sql.query<{ to: string }>(COMMIT_MANY, [this.#committed + 1, this.#committed + count])
    this.#committed += count
    return rows.map(({ to }) => to)
  }

  /** Whoever held them is gone, and their time is up. */
  loseLeases = () =>
    this.sql.query(`UPDATE "Message" SET "leaseUntil" = now() - interval '1 s' WHERE "status" = 'SENDING'`)

  /** What waits for a later time is due. */
  hurry = () => this.sql.query(`UPDATE "Message" SET "notBefore" = now() WHERE "status" = 'QUEUED'`)

  /** Lets time pass for one verification and its messages, by the database's own clock. */
  async age(verificationId: string, seconds: number): Promise<void> {
    const of = [verificationId, seconds]
    await this.sql.query(
      `UPDATE "Verification" SET ${earlier('createdAt')}, ${earlier('expiresAt')} WHERE "id" = $1`,
      of,
    )
    await this.sql.query(`UPDATE "Message" SET ${earlier('expiresAt')} WHERE "verificationId" = $1`, of)
  }

  /** How many connections to the database the processes hold; those that it works for, if asked so. */
  async connections(state = '%'): Promise<number> {
    const held = `datname = current_database() AND backend_type = 'client backend' AND application_name <> '${OURS}'`
    return (
      (await this.sql.query(`SELECT 1 FROM pg_stat_activity WHERE ${held} AND state LIKE $1`, [state])).rowCount ?? 0
    )
  }

  /** Cuts every connection of the processes to the database, those too that are only being made, as a failover does. */
  async cutConnections(): Promise<void> {
    const others = `datname = current_database() AND application_name <> '${OURS}'`
    await until('all are cut', async () => {
      await this.sql.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`)
      return (await this.connections()) === 0
    })
  }

  /** How many dispatches are in one of these states. */
  async count(...statuses: MessageStatus[]): Promise<number> {
    const counted = `SELECT count(*)::int AS count FROM "Message" WHERE "status"::text = ANY($1)`
    return (await this.sql.query<{ count: number }>(counted, [statuses])).rows[0]?.count ?? 0
  }

  /** Waits for all messages to come to an end by themselves. */
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

  /** How things stand, for the message of a test that failed. */
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

/** Plays a scene; one that fails says how things stood. Whatever comes of it, no process and no database stays behind. */
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

/** A test that plays on a database of its own. */
export const inScene = (play: (scene: Scene) => Promise<void>) => async (): Promise<void> =>
  playIn(await Scene.open(), play)
