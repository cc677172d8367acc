import {
  type Elsewhere,
  endSessionElsewhere,
  endSessionsElsewhere,
  type ListedSession,
  sessionsOf,
} from '@/lib/accounts/sessions'
import type { Client } from '@/lib/auth/request'
import { requireSession } from '@/lib/auth/session'

export async function ownSessions(): Promise<ListedSession[]> {
  return sessionsOf(await requireSession())
}

export async function endOwnSession(handle: string, client: Client): Promise<void> {
  await endSessionElsewhere(await elsewhere(client), handle)
}

export async function endOtherOwnSessions(client: Client): Promise<void> {
  await endSessionsElsewhere(await elsewhere(client))
}

async function elsewhere({ clientIp, browserHash }: Client): Promise<Elsewhere> {
  const { id, userId, phone } = await requireSession()
  return { own: { id, userId }, phone, browserHash, clientIp }
}
