'use server'
import { redirect } from 'next/navigation'
import { countryName } from '@/app/(auth)/country-name'
import { formAction } from '@/app/form-action'
import { signInInput } from '@/lib/accounts/input'
import { signIn } from '@/lib/accounts/sign-in'
import { rememberBrowser } from '@/lib/auth/browser'
import { client, clientBrowserName } from '@/lib/auth/request'
import { startSession } from '@/lib/auth/session'
import { parsePhone } from '@/lib/verification/phone'

export const signInWithPassword = formAction(signInInput, ['country', 'phone'], async (input, say) => {
  const parsed = parsePhone(input.phone, input.country)
  if (!parsed.ok) return say.at('phone', parsed.problem, { country: countryName(parsed.country) })
  const outcome = await signIn({
    phone: parsed.phone,
    password: input.password,
    browserHash: await rememberBrowser(),
    ...(await client()),
    ...(await clientBrowserName()),
  })
  switch (outcome.kind) {
    case 'signed-in':
      await startSession(outcome.sessionId)
      return redirect('/account')
    case 'wrong':
      return say.overall('signIn.wrong')
    case 'busy':
      return say.overall('signIn.busy')
    case 'limited':
      return say.later('signIn.later', outcome.retryInSeconds, { limit: outcome.policy })
  }
})
