import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '@/app/(auth)/one-of'
import { PhoneStep } from '@/app/(auth)/phone-step'
import { orFailure } from '@/app/or-failure'
import { wrongNumber } from '@/lib/auth/verification'
import { startReset } from './actions'

async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { wrong }] = await Promise.all([getTranslations('resetPassword.aside'), searchParams])
  return (
    <PhoneStep
      flow="resetPassword"
      action={startReset}
      asideItems={[t('ends'), t('told'), t('same')]}
      typed={await wrongNumber(oneOf(wrong))}
    />
  )
}

export default orFailure(ResetPasswordPage)
