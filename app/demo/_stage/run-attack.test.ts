import { afterEach, describe, expect, test, vi } from 'vitest'
import { AttackRefused, runAttack } from './run-attack'

const line = (attempted: number, done: boolean) =>
  `${JSON.stringify({ total: 9, attempted, sent: 1, refused: {}, segmentsPerMessage: 1, done })}\n`

/** Responds with these pieces, which need not end with a line. */
function respondWith(...pieces: string[]) {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece))
      controller.close()
    },
  })
  vi.stubGlobal('fetch', async () => new Response(body))
}

afterEach(() => vi.unstubAllGlobals())

async function run() {
  const seen: number[] = []
  const result = await runAttack('sms-pumping', ({ attempted }) => seen.push(attempted), new AbortController().signal)
  return { seen, result }
}

describe('the reader of an attack', () => {
  test('reports each line once, however the response is cut, and returns the last', async () => {
    const all = line(3, false) + line(6, false) + line(9, true)
    respondWith(all.slice(0, 40), all.slice(40, 41), all.slice(41))
    expect(await run()).toMatchObject({ seen: [3, 6, 9], result: { attempted: 9 } })
  })

  test('fails if the response ends before the attack', async () => {
    respondWith(line(3, false))
    await expect(run()).rejects.toThrow('without a result')
  })

  test('fails with the status of a refusal', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 409 }))
    await expect(run()).rejects.toEqual(expect.objectContaining({ status: 409 }))
    await expect(run()).rejects.toBeInstanceOf(AttackRefused)
  })
})
