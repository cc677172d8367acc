import type { CountedAuditEvent, NewAuditEvent } from '@/lib/db/queries/audit-events'
import { errorFacts, log } from '@/lib/log/log'

export interface Settings {
  store: (events: CountedAuditEvent[]) => Promise<unknown>
  /** Logs an event when it is first added, and before storing with its further count. */
  log: (event: NewAuditEvent, count: number) => void
  /** Limit of distinct waiting events; further ones are lost and counted. */
  most: number
  nowMs: () => number
}

interface Waiting {
  row: NewAuditEvent
  count: number
  sinceMs: number
  logged: number
}

/** Buffers and merges audit events, within a bound, so that a flood or database outage exhausts no resources. */
export class AuditQueue {
  readonly #of: Settings
  #waiting = new Map<string, Waiting>()
  #lost = 0
  #storing: Promise<void> = Promise.resolve()

  constructor(settings: Settings) {
    this.#of = settings
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0 && this.#lost === 0
  }

  add(row: NewAuditEvent): void {
    this.#keep({ row, count: 1, sinceMs: this.#of.nowMs(), logged: 0 })
  }

  #keep(one: Waiting): void {
    const key = JSON.stringify(one.row)
    const same = this.#waiting.get(key)
    if (same) {
      same.count += one.count
      same.logged += one.logged
      same.sinceMs = Math.min(same.sinceMs, one.sinceMs)
    } else if (this.#waiting.size < this.#of.most) {
      this.#waiting.set(key, one)
      this.#log(one)
    } else this.#lost += one.count
  }

  /** Flushes never overlap. Events that cannot be stored stay queued, or are lost if `atOnce`. */
  flush({ atOnce = false } = {}): Promise<void> {
    this.#storing = this.#storing.then(() => this.#flush(atOnce))
    return this.#storing
  }

  async #flush(atOnce: boolean): Promise<void> {
    const batch = [...this.#waiting.values()]
    this.#waiting.clear()
    if (batch.length > 0) await this.#store(batch).catch((error) => this.#notStored(batch, error, atOnce))
    if (this.#lost > 0) log().error({ event: 'audit.lost', count: this.#lost })
    this.#lost = 0
  }

  async #store(batch: Waiting[]): Promise<void> {
    for (const one of batch) this.#log(one)
    const nowMs = this.#of.nowMs()
    await this.#of.store(
      batch.map(({ row, count, sinceMs }) => ({ ...row, count, secondsAgo: (nowMs - sinceMs) / 1000 })),
    )
  }

  #log(one: Waiting): void {
    if (one.count > one.logged) this.#of.log(one.row, one.count - one.logged)
    one.logged = one.count
  }

  #notStored(batch: Waiting[], error: unknown, atOnce: boolean): void {
    log().error({ event: 'audit.not-stored', count: batch.length, error: errorFacts(error) })
    for (const one of batch) {
      if (atOnce) this.#lost += one.count
      else this.#keep(one)
    }
  }
}
