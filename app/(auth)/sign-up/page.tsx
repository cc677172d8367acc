import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '@/app/(auth)/one-of'
import { PhoneStep } from '@/app/(auth)/phone-step'
import { startSignUp } from './actions'

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { wrong }] = await Promise.all([getTranslations('signUp.aside'), searchParams])
  return (
    <PhoneStep
      flow="signUp"
      action={startSignUp}
      asideItems={[t('once'), t('private'), t('next')]}
      wrong={oneOf(wrong)}
    />
  )
}
