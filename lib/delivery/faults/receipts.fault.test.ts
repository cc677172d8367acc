import { describe, expect, test } from 'vitest'
import { inScene } from '@/lib/testing/faults/scene'
import { PATIENCE_MS } from '@/lib/testing/faults/until'

/** Kannel's receipts for a message and the status that they must result in. */
const REPORTS: { types: number[]; status: string }[] = [
  { types: [8, 1, 8, 1, 2], status: 'DELIVERED' },
  { types: [2, 8, 2, 16, 34], status: 'UNDELIVERED' },
  { types: [4, 8, 8, 4, 8], status: 'ACCEPTED' },
  { types: [1, 2, 34, 1, 8], status: 'DELIVERED' },
]
const MESSAGES = 200

describe('concurrent receipts', () => {
  test.concurrent(
    'processes a thousand receipts, repeated and out of order, while a verification starts',
    inScene(async (scene) => {
      const { kannel } = scene.gateways
      const process = await scene.run({ startsWorker: true })
      await scene.commit(MESSAGES)
      await scene.outboxEmptied()
      const lines = kannel.lines()
      const expected = new Map(lines.map(({ reference }, n) => [reference, REPORTS[n % REPORTS.length]]))
      // The fifth receipt of every message, then the third, and so on: out of order and interleaved.
      const reports = [4, 2, 0, 3, 1].flatMap((nth) =>
        lines.map(({ reference }) => ({ reference, type: expected.get(reference)?.types[nth] ?? 0 })),
      )
      expect(reports).toHaveLength(1000)
      const answers = Promise.all(reports.map((one) => kannel.report(process.origin, one.reference, one.type)))
      expect((await process.start()).kind).toBe('sent')
      expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]))
      await scene.outboxEmptied()
      const statuses = new Map((await scene.messages()).map(({ reference, status }) => [reference, status]))
      const wrong = [...expected].filter(([reference, of]) => statuses.get(reference) !== of?.status)
      expect(wrong).toEqual([])
      expect(await scene.violations()).toEqual([])
    }),
    PATIENCE_MS,
  )
})
