import { type ChangeOutcome, changePassword } from '@/lib/accounts/change-password'
import { rememberBrowser } from '@/lib/auth/browser'
import { client, clientBrowserName } from '@/lib/auth/request'
import { requireSession, startSession } from '@/lib/auth/session'

/** In an action: changes the password of the signed-in user, and replaces the session of this browser. */
export async function changeOwnPassword(current: string, password: string): Promise<ChangeOutcome> {
  const { id, userId, phone, name } = await requireSession()
  const outcome = await changePassword({
    current,
    password,
    own: { id, userId },
    phone,
    name,
    browserHash: await rememberBrowser(),
    ...(await client()),
    ...(await clientBrowserName()),
  })
  if (outcome.kind === 'changed') await startSession(outcome.sessionId)
  return outcome
}
