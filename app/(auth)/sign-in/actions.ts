'use server'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_shared/form-action'
import { phoneError } from '@/app/(auth)/_shared/phone-error'
import { signInInput } from '@/lib/accounts/input'
import { signIn } from '@/lib/accounts/sign-in'
import { rememberBrowser } from '@/lib/auth/browser'
import { client, clientBrowserName } from '@/lib/auth/request'
import { startSession } from '@/lib/auth/session'
import { parsePhone } from '@/lib/verification/phone'

export const signInWithPassword = formAction(signInInput, ['country', 'phone'], async (input, say) => {
  const parsed = parsePhone(input.phone, input.country)
  if (!parsed.ok) return phoneError(say, parsed, { isSignIn: true })
  const outcome = await signIn({
    phone: parsed.phone,
    password: input.password,
    answer: { puzzle: input.puzzle, ticket: input.ticket },
    browserHash: await rememberBrowser(),
    ...(await client()),
    ...(await clientBrowserName()),
  })
  switch (outcome.kind) {
    case 'signed-in':
      await startSession(outcome.sessionId)
      return redirect('/account')
    case 'check':
      return say.check(outcome.check, 'signIn.wait')
    case 'wrong':
      return say.overall('signIn.wrong')
    case 'busy':
      return say.unavailable('signIn.busy', 5)
    case 'limited':
      return say.later('signIn.later', outcome.retryInSeconds, { limit: outcome.policy })
  }
})
