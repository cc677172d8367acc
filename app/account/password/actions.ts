'use server'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { formAction } from '@/app/_shared/form-action'
import { passwordRefused } from '@/app/(auth)/_shared/password-rejected'
import { startTo } from '@/app/(auth)/_shared/start-verification'
import { changeOwnPassword } from '@/app/account/password/own-password'
import { changePasswordInput, sendResetCodeInput } from '@/lib/accounts/input'
import { requireUser } from '@/lib/auth/session'
import { handOver } from '@/lib/verification/compose-message'

export const changePassword = formAction(changePasswordInput, [], async ({ current, password }, say) => {
  const outcome = await changeOwnPassword(current, password)
  switch (outcome.kind) {
    case 'changed':
      after(() => handOver(outcome.noticeId))
      return redirect('/account?ended=password')
    case 'wrong':
      return say.at('current', 'changePassword.wrong')
    case 'same':
      return say.at('password', 'changePassword.same')
    case 'busy':
      return say.unavailable('signIn.busy', 5)
    case 'limited':
      return say.later('signIn.later', outcome.retryInSeconds, { limit: outcome.policy })
    case 'password-refused':
      return passwordRefused(outcome.why, say)
    case 'signed-out':
      return redirect('/sign-in')
  }
})

/** Sends a code for a reset to the number of the signed-in user, who has forgotten the current password. */
export const sendResetCode = formAction(sendResetCodeInput, [], async ({ puzzle, ticket }, say) => {
  const { phone } = await requireUser()
  return startTo(phone, 'PASSWORD_RESET', { puzzle, ticket }, say)
})
