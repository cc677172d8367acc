import { describe, expect, test } from 'vitest'
import { inScene, type Scene } from '@/lib/testing/faults/scene'
import { PATIENCE_MS, until } from '@/lib/testing/faults/until'
import { together } from '@/lib/testing/together'
import { freshStart, otherCode } from '@/lib/testing/verifications'

type Process = Awaited<ReturnType<Scene['run']>>

/** Starts a verification and returns its parameters and id. Throws unless a message was sent. */
async function started(process: Process, changes: Parameters<Process['start']>[0] = {}) {
  const start = { ...freshStart(), ...changes }
  const outcome = await process.start(start)
  if (outcome.kind !== 'sent') throw new Error(`not sent: ${outcome.kind}`)
  return { ...start, id: outcome.id }
}

const codeIn = (text = '') => text.slice(-6)

describe('an outage of both gateways', () => {
  test.concurrent(
    'retries messages after an outage, except expired, used and superseded ones',
    inScene(async (scene) => {
      const { kannel, android } = scene.gateways
      const process = await scene.run()
      const used = await started(process)
      const [line] = await until('the first is taken', () => scene.lines().length > 0 && scene.lines())
      kannel.mode = 'refuse'
      android.mode = 'refuse'
      const again = await started(process, used)
      const [wanted, late] = [await started(process), await started(process)]
      const [old, dead, decoy] = await together(3, (n) =>
        started(process, { dispatch: false, purpose: n === 2 ? 'PASSWORD_RESET' : 'SIGN_UP' }),
      )
      await until('all were refused', () => kannel.refused + android.refused === 6)
      await until('and wait', async () => (await scene.count('FAILED')) === 6)
      await scene.age(late.id, 545)
      await scene.age(dead?.id ?? '', 700)
      await scene.age(old?.id ?? '', 310)
      const newer = await started(process, { ...old, dispatch: false })
      const right = { ...used, code: codeIn(line?.text) }
      expect((await process.check({ ...right, code: otherCode(right.code) })).kind).toBe('wrong')
      const kinds = (await together(3, () => process.check(right))).map(({ kind }) => kind)
      expect(kinds.filter((kind) => kind === 'approved')).toHaveLength(1)
      kannel.mode = 'accept'
      android.mode = 'accept'
      await scene.hurry()
      await process.startOutboxWorker()
      await scene.outboxEmptied()
      const lastOf = async ({ id }: { id: string }) =>
        (await scene.messages()).filter((one) => one.verificationId === id).at(-1)?.status
      const ends = await Promise.all([wanted, newer, late, again, dead, old, decoy].map((of) => lastOf(of ?? wanted)))
      expect(ends).toEqual(['ACCEPTED', 'ACCEPTED', 'EXPIRED', 'CANCELED', 'EXPIRED', 'CANCELED', 'ACCEPTED'])
      expect(scene.lines().map(({ to }) => to)).toEqual(expect.arrayContaining([used.phone, wanted.phone, newer.phone]))
      expect(scene.lines()).toHaveLength(3)
      expect(await scene.violations()).toEqual([])
    }),
    PATIENCE_MS,
  )
})
