'use server'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { formAction } from '@/app/_shared/form-action'
import { passwordRejected } from '@/app/(auth)/_shared/password-rejected'
import { newPasswordInput } from '@/lib/accounts/input'
import { resetPassword } from '@/lib/accounts/reset-password'
import { clearEndedSessionCookie } from '@/lib/auth/session'
import { wakeOutboxWorker } from '@/lib/delivery/outbox-signal'

export const setPassword = formAction(newPasswordInput, [], async ({ id, password }, results, client) => {
  const outcome = await resetPassword({ id, password, ...client })
  switch (outcome.kind) {
    case 'done':
      after(wakeOutboxWorker)
      await clearEndedSessionCookie()
      return redirect(`/sign-in?reset=${id}`)
    case 'busy':
      return results.unavailable('signIn.busy', 5)
    case 'limited':
      return results.retryLater('signIn.later', outcome.retryInSeconds, { limit: outcome.policy })
    case 'password-rejected':
      return passwordRejected(outcome.why, results)
    case 'proof-gone':
      return redirect(`/reset-password/${id}`)
  }
})
