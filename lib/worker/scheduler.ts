import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { expireWaiting } from '@/lib/db/queries/messages'
import { PURGED_AT_ONCE } from '@/lib/db/queries/purges'
import { addSpendToTotals } from '@/lib/db/queries/spend'
import { watchReceiptRates } from '@/lib/delivery/receipt-rate-monitor'
import { recordLostLeases } from '@/lib/delivery/record-outcome'
import { reportArrivals } from '@/lib/demo/simulated-carrier'
import { watchAttacks } from '@/lib/guard/spread-attacks'
import { errorFacts, log } from '@/lib/log/log'
import { type Retained, retention } from './data-retention'

const ARRIVALS_EVERY_MS = 250
const PURGE_EVERY_MS = 60_000

interface Job {
  what: string
  everyMs: number
  run: () => Promise<unknown>
}

const jobs = (): Job[] => [
  { what: 'lost-leases', everyMs: 1000, run: recordLostLeases },
  { what: 'late-messages', everyMs: 1000, run: () => expireWaiting(db(), PURGED_AT_ONCE) },
  ...(env().mode === 'demo' ? [{ what: 'arrivals', everyMs: ARRIVALS_EVERY_MS, run: reportArrivals }] : []),
  { what: 'spend-totals', everyMs: 2000, run: () => addSpendToTotals(db(), PURGED_AT_ONCE) },
  { what: 'receipt-rates', everyMs: 30_000, run: watchReceiptRates },
  { what: 'spread-attacks', everyMs: 5000, run: watchAttacks },
]

/** Runs due jobs sequentially. A failing job does not stop the others. */
class Schedule {
  readonly #due: Map<Job, number>
  readonly #nowMs: () => number

  constructor(jobs: Job[], nowMs: () => number) {
    this.#due = new Map(jobs.map((job) => [job, 0]))
    this.#nowMs = nowMs
  }

  async runDue(): Promise<void> {
    for (const [job, at] of this.#due) {
      if (this.#nowMs() < at) continue
      this.#due.set(job, this.#nowMs() + job.everyMs)
      const done = await job.run().catch((error) => {
        log().error({ event: 'job.failed', job: job.what, error: errorFacts(error) })
      })
      // A full batch means that more rows may be left, so the job is due again immediately.
      if (done === PURGED_AT_ONCE) this.#due.set(job, 0)
    }
  }
}

/** Runs periodic jobs in the background, so that they delay no messages: at most one purge and one other job at a time. */
export class Scheduler {
  readonly #schedules: Schedule[]
  readonly #running = new Map<Schedule, Promise<void>>()

  constructor(of: { jobs?: Job[]; retained?: Retained[]; nowMs?: () => number } = {}) {
    const nowMs = of.nowMs ?? (() => performance.now())
    const purges = (of.retained ?? retention()).map(({ what, purge }) => ({
      what,
      everyMs: PURGE_EVERY_MS,
      run: purge,
    }))
    this.#schedules = [new Schedule(of.jobs ?? jobs(), nowMs), new Schedule(purges, nowMs)]
  }

  /** Starts the jobs that are due, unless jobs of an earlier call are still running. */
  startDue(): void {
    for (const schedule of this.#schedules)
      if (!this.#running.has(schedule))
        this.#running.set(
          schedule,
          schedule.runDue().finally(() => this.#running.delete(schedule)),
        )
  }

  end = async (): Promise<void> => void (await Promise.all(this.#running.values()))
}
