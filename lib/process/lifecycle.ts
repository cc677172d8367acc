import { singleton } from '@/lib/process/singleton'

type End = () => void | Promise<void>

const ends = singleton('lifecycle', () => new Set<End>())

/** Registers what has to end before the process may: event streams, loops. Returns how to unregister it. */
export function onShutdown(end: End): () => void {
  ends.add(end)
  return () => {
    ends.delete(end)
  }
}

/**
 * Ends everything that is registered and waits for it, and for what that leaves to be ended; one that fails doesn't keep
 * the others from ending.
 */
export async function shutDown(): Promise<void> {
  while (ends.size > 0) {
    const ending = [...ends]
    ends.clear()
    await Promise.allSettled(ending.map(async (end) => end()))
  }
}
