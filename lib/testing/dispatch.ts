import { type Compose, dispatchWaiting } from '@/lib/delivery/dispatch'
import type { Next } from '@/lib/delivery/record-outcome'
import { compose } from '@/lib/verification/compose-message'

/** Dispatches one message if it is due, and its immediate failovers, without an outbox worker. */
export async function dispatchMessage(id: string, using: Compose = compose): Promise<void> {
  let next: Next = { id, now: true }
  while (next?.now) {
    const [dispatch] = await dispatchWaiting(using, { most: 1, id: next.id })
    next = (await dispatch) ?? null
  }
}
