import { singleton } from '@/lib/process/singleton'

/** HTTP/1.1 connections per host in browsers; a client that opens more is not a browser. */
export const SLOTS_PER_CLIENT = 6

const taken = singleton('event-streams', () => new Map<string, Set<symbol>>())

/** Reserves a stream slot of the client. Returns an idempotent release function, or null if none is free. */
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
