import {
  type Elsewhere,
  endSessionElsewhere,
  endSessionsElsewhere,
  type ListedSession,
  sessionsOf,
} from '@/lib/accounts/sessions'
import { browserHash } from '@/lib/auth/browser'
import { readClientIp } from '@/lib/auth/request'
import { requireSession } from '@/lib/auth/session'

/** Where the person who asks is signed in. */
export async function ownSessions(): Promise<ListedSession[]> {
  return sessionsOf(await requireSession())
}

export async function endOwnSession(handle: string): Promise<void> {
  await endSessionElsewhere(await elsewhere(), handle)
}

export async function endOtherOwnSessions(): Promise<void> {
  await endSessionsElsewhere(await elsewhere())
}

async function elsewhere(): Promise<Elsewhere> {
  const { id, userId, phone } = await requireSession()
  return {
    own: { id, userId },
    phone,
    browserHash: (await browserHash()) ?? '',
    clientIp: await readClientIp(),
  }
}
