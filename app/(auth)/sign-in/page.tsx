import { getLocale, getTranslations } from 'next-intl/server'
import { afterFailure } from '@/app/_shared/after-failure'
import { type SearchParams, searchParam } from '@/app/_shared/search-params'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { resetNumber, typedNumber } from '@/app/(auth)/_shared/load-verification'
import { SignedIn } from '@/app/(auth)/_shared/signed-in'
import { countryOptionsHtml } from '@/components/form/country-options'
import { fieldTexts, formTexts } from '@/components/form/form-texts'
import { Page } from '@/components/ui/page'
import { PlainLine } from '@/components/ui/progress-steps'
import { WayOn } from '@/components/ui/text-link'
import { preselectedCountry } from '@/lib/auth/preselected-country'
import { currentUser, hasEndedSession } from '@/lib/auth/session'
import { countryOptions } from '@/lib/verification/countries'
import { signInWithPassword } from './actions'
import { SignInForm } from './sign-in-form'
import { WhySignIn } from './why-sign-in'

async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const user = await currentUser().catch(afterFailure(null))
  if (user) return <SignedIn name={user.name} />
  const { reset, number } = await searchParams
  const [t, challenge, locale, texts, fields, country, resetFor, typed, isSignedOut] = await Promise.all([
    getTranslations('signIn'),
    getTranslations('challenge'),
    getLocale(),
    formTexts('signIn', ['phone', 'country', 'password']),
    fieldTexts(),
    preselectedCountry(),
    resetNumber(searchParam(reset)).catch(afterFailure(null)),
    typedNumber(searchParam(number)).catch(afterFailure(null)),
    hasEndedSession().catch(afterFailure(false)),
  ])
  const carried = resetFor ?? typed
  return (
    <>
      <PlainLine />
      <Page heading={t('heading')} lead={t('lead')}>
        <WhySignIn wasReset={resetFor !== null} hasEndedSession={isSignedOut} />
        <SignInForm
          action={signInWithPassword}
          countryOptions={countryOptionsHtml(countryOptions(locale))}
          country={carried?.country ?? country}
          phone={carried?.phone}
          texts={{
            ...texts,
            ...fields,
            forgot: t('forgot'),
            challenge: { solving: challenge('solving'), waiting: challenge('waitingToSignIn') },
          }}
        />
        <WayOn href="/sign-up" link={t('otherLink')}>
          {t('other')}
        </WayOn>
      </Page>
    </>
  )
}

export default withErrorPage(SignInPage)
