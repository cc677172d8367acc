import { getTranslations } from 'next-intl/server'
import { afterFailure } from '@/app/_shared/after-failure'
import { type SearchParams, searchParam } from '@/app/_shared/search-params'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { typedNumber } from '@/app/(auth)/_shared/load-verification'
import { PhoneStep } from '@/app/(auth)/_shared/phone-step'
import { SignedIn } from '@/app/(auth)/_shared/signed-in'
import { TestNumber } from '@/app/(auth)/sign-up/test-number'
import { currentUser } from '@/lib/auth/session'
import { offersTestNumber } from '@/lib/auth/site'
import { TEST_NUMBER } from '@/lib/demo/test-number'
import { startSignUp } from './actions'

async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const user = await currentUser().catch(afterFailure(null))
  if (user) return <SignedIn name={user.name} />
  const [t, demo, { wrong, number }] = await Promise.all([
    getTranslations('signUp.aside'),
    getTranslations('demo'),
    searchParams,
  ])
  const isOffered = offersTestNumber()
  const { phone, national, country } = TEST_NUMBER
  const test = isOffered && searchParam(number) === 'test' ? { country, phone: national } : null
  return (
    <PhoneStep
      flow="signUp"
      action={startSignUp}
      asideItems={[t('once'), t('private'), t('next')]}
      typed={(await typedNumber(searchParam(wrong)).catch(afterFailure(null))) ?? test}
    >
      {isOffered && (
        <TestNumber
          country={country}
          national={national}
          phonePath={`/handset/${phone}`}
          texts={{
            text: demo('useNumberText'),
            use: demo('useNumber', { number: national }),
            open: demo('openPhone'),
            newTab: demo('newTab'),
          }}
        />
      )}
    </PhoneStep>
  )
}

export default withErrorPage(SignUpPage)
