import { type ChangeOutcome, changePassword } from '@/lib/accounts/change-password'
import { rememberBrowser } from '@/lib/auth/browser'
import { type Client, clientBrowserName } from '@/lib/auth/request'
import { requireSession, setSessionCookie } from '@/lib/auth/session'

/** Changes the signed-in user's password and replaces this browser's session. Server actions only: it sets cookies. */
export async function changeOwnPassword(current: string, password: string, client: Client): Promise<ChangeOutcome> {
  const { id, userId, phone, name } = await requireSession()
  const outcome = await changePassword({
    current,
    password,
    own: { id, userId },
    phone,
    name,
    ...client,
    browserHash: await rememberBrowser(),
    ...(await clientBrowserName()),
  })
  if (outcome.kind === 'changed') await setSessionCookie(outcome.sessionId)
  return outcome
}
