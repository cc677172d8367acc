import { singleton } from '@/lib/process/singleton'

/** Browsers open six connections to a host at most, so whoever asks for more isn't one. */
export const SLOTS_PER_CLIENT = 6

const taken = singleton('event-streams', () => new Map<string, Set<symbol>>())

/** Reserves one of the client's stream slots. Returns an idempotent release function, or null if all slots are taken. */
export function acquireStreamSlot(client: string): (() => void) | null {
  const slots = taken.get(client) ?? new Set()
  if (slots.size >= SLOTS_PER_CLIENT) return null
  const slot = Symbol()
  taken.set(client, slots.add(slot))
  return () => {
    slots.delete(slot)
    if (slots.size === 0 && taken.get(client) === slots) taken.delete(client)
  }
}
