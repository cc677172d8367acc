'use server'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { formAction } from '@/app/_shared/form-action'
import { passwordRefused } from '@/app/(auth)/_shared/password-rejected'
import { newPasswordInput } from '@/lib/accounts/input'
import { resetPassword } from '@/lib/accounts/reset-password'
import { browserHash } from '@/lib/auth/browser'
import { client } from '@/lib/auth/request'
import { dropEndedSession } from '@/lib/auth/session'
import { handOver } from '@/lib/verification/compose-message'

export const setPassword = formAction(newPasswordInput, [], async ({ id, password }, say) => {
  const outcome = await resetPassword({
    id,
    password,
    browserHash: (await browserHash()) ?? '',
    ...(await client()),
  })
  switch (outcome.kind) {
    case 'done':
      after(() => handOver(outcome.noticeId))
      await dropEndedSession()
      return redirect(`/sign-in?reset=${id}`)
    case 'busy':
      return say.unavailable('signIn.busy', 5)
    case 'limited':
      return say.later('signIn.later', outcome.retryInSeconds, { limit: outcome.policy })
    case 'password-refused':
      return passwordRefused(outcome.why, say)
    case 'proof-gone':
      return redirect(`/reset-password/${id}`)
  }
})
