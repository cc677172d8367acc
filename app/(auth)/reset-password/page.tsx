import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '@/app/(auth)/one-of'
import { PhoneStep } from '@/app/(auth)/phone-step'
import { afterFailure } from '@/app/after-failure'
import { orFailure } from '@/app/or-failure'
import { currentUser } from '@/lib/auth/session'
import { typedNumber } from '@/lib/auth/verification'
import { startReset } from './actions'

async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  // Whoever is signed in needs to type no number.
  if (await currentUser().catch(afterFailure(null))) return redirect('/account/password')
  const [t, { number, wrong }] = await Promise.all([getTranslations('resetPassword.aside'), searchParams])
  return (
    <PhoneStep
      flow="resetPassword"
      action={startReset}
      asideItems={[t('ends'), t('told'), t('same')]}
      typed={await typedNumber(oneOf(number) ?? oneOf(wrong)).catch(afterFailure(null))}
    />
  )
}

export default orFailure(ResetPasswordPage)
