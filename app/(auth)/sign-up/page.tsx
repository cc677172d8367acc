import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '@/app/(auth)/one-of'
import { PhoneStep } from '@/app/(auth)/phone-step'
import { SignedIn } from '@/app/(auth)/signed-in'
import { orFailure } from '@/app/or-failure'
import { currentUser } from '@/lib/auth/session'
import { typedNumber } from '@/lib/auth/verification'
import { startSignUp } from './actions'

async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const user = await currentUser()
  if (user) return <SignedIn name={user.name} />
  const [t, { wrong }] = await Promise.all([getTranslations('signUp.aside'), searchParams])
  return (
    <PhoneStep
      flow="signUp"
      action={startSignUp}
      asideItems={[t('once'), t('private'), t('next')]}
      typed={await typedNumber(oneOf(wrong))}
    />
  )
}

export default orFailure(SignUpPage)
