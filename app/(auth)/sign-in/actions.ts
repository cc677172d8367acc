'use server'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_shared/form-action'
import { phoneError } from '@/app/(auth)/_shared/phone-error'
import { signInInput } from '@/lib/accounts/input'
import { signIn } from '@/lib/accounts/sign-in'
import { rememberBrowser } from '@/lib/auth/browser'
import { clientBrowserName } from '@/lib/auth/request'
import { setSessionCookie } from '@/lib/auth/session'
import { parsePhone } from '@/lib/verification/phone'

export const signInWithPassword = formAction(signInInput, ['country', 'phone'], async (input, results, client) => {
  const parsed = parsePhone(input.phone, input.country)
  if (!parsed.ok) return phoneError(results, parsed, { isSignIn: true })
  const outcome = await signIn({
    phone: parsed.phone,
    password: input.password,
    response: { puzzle: input.puzzle, waitToken: input.waitToken },
    ...client,
    browserHash: await rememberBrowser(),
    ...(await clientBrowserName()),
  })
  switch (outcome.kind) {
    case 'signed-in':
      await setSessionCookie(outcome.sessionId)
      return redirect('/account')
    case 'challenge':
      return results.challenge(outcome.challenge, 'signIn.wait')
    case 'wrong':
      return results.formError('signIn.wrong')
    case 'busy':
      return results.unavailable('signIn.busy', 5)
    case 'limited':
      return results.retryLater('signIn.later', outcome.retryInSeconds, { limit: outcome.policy })
  }
})
