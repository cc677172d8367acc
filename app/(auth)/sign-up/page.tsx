import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '@/app/(auth)/one-of'
import { PhoneStep } from '@/app/(auth)/phone-step'
import { orFailure } from '@/app/or-failure'
import { wrongNumber } from '@/lib/auth/verification'
import { startSignUp } from './actions'

async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { wrong }] = await Promise.all([getTranslations('signUp.aside'), searchParams])
  return (
    <PhoneStep
      flow="signUp"
      action={startSignUp}
      asideItems={[t('once'), t('private'), t('next')]}
      typed={await wrongNumber(oneOf(wrong))}
    />
  )
}

export default orFailure(SignUpPage)
