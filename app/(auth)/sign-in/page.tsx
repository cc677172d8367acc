import { getLocale, getTranslations } from 'next-intl/server'
import type { SearchParams } from '@/app/(auth)/one-of'
import { orFailure } from '@/app/or-failure'
import { fieldTexts, formTexts } from '@/components/form/form-texts'
import { PlainLine } from '@/components/ui/journey-line'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { WayOn } from '@/components/ui/way-on'
import { preselectedCountry } from '@/lib/auth/visitor'
import { countryOptions } from '@/lib/verification/countries'
import { signInWithPassword } from './actions'
import { SignInForm } from './sign-in-form'

async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, locale, texts, fields, { reset }, country] = await Promise.all([
    getTranslations('signIn'),
    getLocale(),
    formTexts('signIn', ['phone', 'country', 'password']),
    fieldTexts(),
    searchParams,
    preselectedCountry(),
  ])
  return (
    <>
      <PlainLine />
      <Page heading={t('heading')} lead={t('lead')}>
        {reset === 'done' && (
          <Notice>
            <p className="font-medium">{t('resetDone')}</p>
            <p className="text-ink-soft text-small">{t('resetDoneMore')}</p>
          </Notice>
        )}
        <SignInForm
          action={signInWithPassword}
          countries={countryOptions(locale)}
          country={country}
          texts={{ ...texts, ...fields, forgot: t('forgot') }}
        />
        <WayOn href="/sign-up" link={t('otherLink')}>
          {t('other')}
        </WayOn>
      </Page>
    </>
  )
}

export default orFailure(SignInPage)
