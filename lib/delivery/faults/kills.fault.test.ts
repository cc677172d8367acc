import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAULT_POINTS, type FaultPoint } from '@/lib/process/fault-injection'
import type { DeliveryProcess, Ending } from '@/lib/testing/faults/process'
import { inScene, Scene } from '@/lib/testing/faults/scene'
import { PATIENCE_MS, until } from '@/lib/testing/faults/until'
import { freshStart } from '@/lib/testing/verifications'

const [DELIVERED, UNDELIVERED, ACCEPTED] = [1, 2, 8]

/** Committed statuses and possible numbers of messages at the gateway after a crash. */
const AT_DEATH: Record<FaultPoint, { statuses: string[]; lines: number[] }> = {
  'before-commit': { statuses: [], lines: [0] },
  'after-commit': { statuses: ['QUEUED'], lines: [0] },
  'after-claim': { statuses: ['SENDING'], lines: [0] },
  'after-bytes-sent': { statuses: ['SENDING'], lines: [0, 1] },
  'after-answer': { statuses: ['SENDING'], lines: [1] },
  'after-record': { statuses: ['ACCEPTED'], lines: [1] },
  'in-receipt': { statuses: ['ACCEPTED'], lines: [1] },
  'after-receipt': { statuses: ['UNDELIVERED', 'QUEUED'], lines: [1] },
}

interface Death {
  ending: Ending
  statuses: string[]
  lines: number
}

/** Starts a verification and reports its message as undelivered, to pass every fault point. */
async function untilDeath(scene: Scene, child: DeliveryProcess, start = freshStart()): Promise<Death> {
  const { phone } = start
  await child.start(start).catch(() => {})
  await until('taken or dead', async () => !child.lives || (await scene.statuses(phone))[0] === 'ACCEPTED')
  const [line] = scene.lines(phone)
  if (child.lives && line) await scene.gateways.kannel.report(child.origin, line.reference, UNDELIVERED).catch(() => {})
  await until('dead', () => !child.lives)
  return { ending: await child.ended, statuses: await scene.statuses(phone), lines: scene.lines(phone).length }
}

/** Sends receipts for all messages, out of order and repeated, as gateways do without a response. */
async function reportAll({ gateways, lines }: Scene, { origin }: DeliveryProcess): Promise<void> {
  for (const { gateway, reference } of lines())
    for (const type of [DELIVERED, ACCEPTED, DELIVERED]) {
      const answer = await gateways[gateway as 'kannel' | 'android'].report(origin, reference, type)
      expect(answer.status).toBe(200)
    }
}

describe('process crashes', () => {
  let scene: Scene
  const deaths = new Map<string, Death>()

  /** The gateway kills the process after accepting the message, before it responds. */
  async function dieBeforeResponse(): Promise<Death> {
    const [child, start] = [await scene.run(), freshStart()]
    scene.gateways.kannel.onAccepted = ({ to }) => to === start.phone && child.kill()
    return untilDeath(scene, child, start)
  }

  beforeAll(async () => {
    scene = await Scene.open()
    const starting = scene.run()
    starting.catch(() => {})
    const unanswered: ReturnType<typeof freshStart>[] = []
    const dying = FAULT_POINTS.map(async (point) => {
      const [child, start] = [await scene.run({ crashAt: point }), freshStart()]
      deaths.set(point, await untilDeath(scene, child, start))
      if (child.acknowledged.length === 0) unanswered.push(start)
    })
    await Promise.all([...dying, dieBeforeResponse().then((death) => deaths.set('by the gateway', death))])
    const survivor = await starting
    await scene.loseLeases()
    await survivor.startOutboxWorker()
    await scene.outboxEmptied()
    // Clients without a response retry. If the start was committed, this is a resend.
    for (const one of unanswered) expect((await survivor.start(one)).kind).toBe('sent')
    await scene.outboxEmptied()
    await reportAll(scene, survivor)
    await scene.outboxEmptied()
  }, PATIENCE_MS)
  afterAll(() => scene?.close())

  test.each(FAULT_POINTS)('dies by SIGKILL at %s with exactly the expected rows committed', (point) => {
    const { ending, statuses, lines } = deaths.get(point) ?? {}
    expect(ending).toEqual({ code: null, signal: 'SIGKILL' })
    expect(statuses).toEqual(AT_DEATH[point].statuses)
    expect(AT_DEATH[point].lines).toContain(lines)
  })

  test('leaves a message in SENDING when the process dies before the gateway responds', () => {
    expect(deaths.get('by the gateway')).toEqual({
      ending: { code: null, signal: 'SIGKILL' },
      statuses: ['SENDING'],
      lines: 1,
    })
  })

  test('completes all messages after a restart, wherever the previous process died', async () => {
    expect(await scene.violations()).toEqual([])
    expect(scene.children.map(({ log }) => log).join()).toContain('message.dispatched')
    expect((await scene.statuses()).filter((status) => status === 'DELIVERED').length).toBe(scene.lines().length)
  })
})

describe('gateways that accept without responding', () => {
  test.concurrent(
    'redispatches once by the next gateway with the same code, even if the next process dies too',
    inScene(async (scene) => {
      const { kannel, android } = scene.gateways
      const [first, second, third] = await Promise.all([scene.run(), scene.run(), scene.run()])
      kannel.mode = 'hang'
      android.mode = 'hang'
      kannel.onAccepted = () => first.kill()
      android.onAccepted = () => second.kill()
      await first.start()
      await first.ended
      await scene.loseLeases()
      await second.startOutboxWorker()
      await until('the second is dead', () => !second.lives)
      await scene.loseLeases()
      kannel.mode = 'accept'
      android.mode = 'accept'
      await third.startOutboxWorker()
      await scene.outboxEmptied()
      expect(scene.lines().map(({ gateway }) => gateway)).toEqual(['kannel', 'android'])
      expect(await scene.statuses()).toEqual(['UNKNOWN', 'UNKNOWN'])
      for (const { reference } of kannel.lines()) await kannel.report(third.origin, reference, DELIVERED)
      expect(await scene.statuses()).toEqual(['DELIVERED', 'UNKNOWN'])
      expect(await scene.violations()).toEqual([])
    }),
    PATIENCE_MS,
  )
})
