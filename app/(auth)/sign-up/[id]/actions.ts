'use server'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_shared/form-action'
import { passwordRejected } from '@/app/(auth)/_shared/password-rejected'
import { newAccountInput } from '@/lib/accounts/input'
import { createAccount as create } from '@/lib/accounts/sign-up'
import { clientBrowserName } from '@/lib/auth/request'
import { setSessionCookie } from '@/lib/auth/session'
import { DEFAULT_LOCALE } from '@/lib/i18n/locale'

export const createAccount = formAction(newAccountInput, ['name'], async ({ id, name, password }, results, client) => {
  const outcome = await create({
    id,
    name,
    password,
    ...client,
    ...(await clientBrowserName()),
    locale: DEFAULT_LOCALE,
  })
  switch (outcome.kind) {
    case 'created':
      await setSessionCookie(outcome.sessionId)
      return redirect('/account?welcome=yes')
    case 'busy':
      return results.unavailable('signIn.busy', 5)
    case 'limited':
      return results.retryLater('signIn.later', outcome.retryInSeconds, { limit: outcome.policy })
    case 'password-rejected':
      return passwordRejected(outcome.why, results)
    case 'taken':
    case 'proof-gone':
      return redirect(`/sign-up/${id}`)
  }
})
