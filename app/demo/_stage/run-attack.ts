import type { AttackKind } from '@/lib/demo/attack/attack'
import type { AttackProgress } from '@/lib/demo/attack/sms-pumping'

export type { AttackKind, AttackProgress }
export type AttackResult = AttackProgress

/** `status` 409: another attack is running; 403: a message could reach a real phone. */
export class AttackRefused extends Error {
  override name = 'AttackRefused'
  constructor(readonly status: number) {
    super(`the attack was refused with status ${status}`)
  }
}

/** Runs an attack on the server and reports its progress. Aborting the signal stops it there too. */
export async function runAttack(
  kind: AttackKind,
  onProgress: (progress: AttackProgress) => void,
  signal: AbortSignal,
): Promise<AttackResult> {
  const body = new FormData()
  body.set('kind', kind)
  const response = await fetch('/demo/attacks', { method: 'POST', body, signal })
  if (!response.ok || !response.body) throw new AttackRefused(response.status)
  for await (const line of linesOf(response.body)) {
    const { done, ...progress } = JSON.parse(line) as AttackProgress & { done: boolean }
    onProgress(progress)
    if (done) return progress
  }
  throw new Error('the attack ended without a result')
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
