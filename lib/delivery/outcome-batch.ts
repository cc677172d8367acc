import { setTimeout as pause } from 'node:timers/promises'
import { db } from '@/lib/db/driver/client'
import { type Advance, advanceMessages } from '@/lib/db/queries/messages'

/** Short, because a message whose result is lost in a crash may be sent again. */
const COLLECT_MS = 5

interface Outcome {
  advance: Advance & { id: string }
  recorded: () => void
  failed: (error: unknown) => void
}

let waiting: Outcome[] = []
let isRecording = false

/** Records a result that requires no further dispatch, in one statement with those of the next milliseconds. */
export const recordInBatch = (id: string, advance: Advance): Promise<void> =>
  new Promise((recorded, failed) => {
    waiting.push({ advance: { ...advance, id }, recorded, failed })
    if (!isRecording) void recordWaiting()
  })

/** One statement at a time, so that batches grow with the load. */
async function recordWaiting(): Promise<void> {
  isRecording = true
  while (waiting.length > 0) {
    await pause(COLLECT_MS)
    const batch = waiting
    waiting = []
    await record(batch)
  }
  isRecording = false
}

async function record(batch: Outcome[]): Promise<void> {
  try {
    await advanceMessages(
      db(),
      batch.map(({ advance }) => advance),
    )
    for (const { recorded } of batch) recorded()
  } catch (error) {
    // Separately, because the database may have rejected a single value.
    if (batch.length > 1) await Promise.all(batch.map((outcome) => record([outcome])))
    else for (const { failed } of batch) failed(error)
  }
}
