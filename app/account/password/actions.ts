'use server'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { formAction } from '@/app/_shared/form-action'
import { passwordRejected } from '@/app/(auth)/_shared/password-rejected'
import { startTo } from '@/app/(auth)/_shared/start-verification'
import { changeOwnPassword } from '@/app/account/password/own-password'
import { changePasswordInput, sendResetCodeInput } from '@/lib/accounts/input'
import { requireUser } from '@/lib/auth/session'
import { wakeOutboxWorker } from '@/lib/delivery/outbox-signal'

export const changePassword = formAction(changePasswordInput, [], async ({ current, password }, results, client) => {
  const outcome = await changeOwnPassword(current, password, client)
  switch (outcome.kind) {
    case 'changed':
      after(wakeOutboxWorker)
      return redirect('/account?ended=password')
    case 'wrong':
      return results.fieldError('current', 'changePassword.wrong')
    case 'same':
      return results.fieldError('password', 'changePassword.same')
    case 'busy':
      return results.unavailable('signIn.busy', 5)
    case 'limited':
      return results.retryLater('signIn.later', outcome.retryInSeconds, { limit: outcome.policy })
    case 'password-rejected':
      return passwordRejected(outcome.why, results)
    case 'signed-out':
      return redirect('/sign-in')
  }
})

/** For signed-in users who have forgotten the current password. */
export const sendResetCode = formAction(sendResetCodeInput, [], async ({ puzzle, waitToken }, results, client) => {
  const { phone } = await requireUser()
  return startTo(phone, 'PASSWORD_RESET', { puzzle, waitToken }, results, client)
})
