import { singleton } from '@/lib/process/singleton'

type End = () => void | Promise<void>

const ends = singleton('lifecycle', () => new Set<End>())

export function onShutdown(end: End): () => void {
  ends.add(end)
  return () => {
    ends.delete(end)
  }
}

/** Runs all shutdown handlers, including those registered meanwhile, even if one of them fails. */
export async function shutDown(): Promise<void> {
  while (ends.size > 0) {
    const ending = [...ends]
    ends.clear()
    await Promise.allSettled(ending.map(async (end) => end()))
  }
}
