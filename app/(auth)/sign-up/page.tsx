import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '@/app/(auth)/one-of'
import { PhoneStep } from '@/app/(auth)/phone-step'
import { orFailure } from '@/app/or-failure'
import { TestNumber } from '@/app/test-number'
import { offersTestNumber } from '@/lib/auth/mode'
import { TEST_NUMBER } from '@/lib/demo/test-number'
import { startSignUp } from './actions'

async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, demo, { wrong, number }] = await Promise.all([
    getTranslations('signUp.aside'),
    getTranslations('demo'),
    searchParams,
  ])
  const isOffered = offersTestNumber()
  const { phone, national, country } = TEST_NUMBER
  return (
    <PhoneStep
      flow="signUp"
      action={startSignUp}
      asideItems={[t('once'), t('private'), t('next')]}
      wrong={oneOf(wrong)}
      prefill={isOffered && oneOf(number) === 'test' ? { country, phone: national } : undefined}
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

export default orFailure(SignUpPage)
