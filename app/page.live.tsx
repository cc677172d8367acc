import { getTranslations } from 'next-intl/server'
import { HowItWorks } from '@/app/how-it-works'
import { pageTitle } from '@/components/form/form-texts'
import { buttonClass } from '@/components/ui/button-class'
import { PageTitle } from '@/components/ui/page-title'
import { PlainLine } from '@/components/ui/progress-steps'
import { TextLink } from '@/components/ui/text-link'
import { currentUser } from '@/lib/auth/session'
import { withErrorPage } from './_shared/with-error-page'
import { HeroKey } from './hero-key'

async function HomePage() {
  const [t, user] = await Promise.all([getTranslations('home'), currentUser()])
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <PlainLine />
      <div className="container-page flex flex-col gap-20 pt-14 pb-24 sm:pt-24">
        <div className="relative flex flex-col gap-6">
          <HeroKey />
          <h1 tabIndex={-1} className="max-w-128 font-semibold text-display">
            {t('heading')}
          </h1>
          <p className="max-w-136 text-ink-soft text-lead">{t('lead')}</p>
          {user ? (
            <p className="mt-2">
              <a href="/account" className={buttonClass()}>
                {t('account')}
              </a>
            </p>
          ) : (
            <EntryLinks texts={{ signUp: t('signUp'), signIn: t('signIn'), reset: t('reset') }} />
          )}
        </div>
        <HowItWorks />
      </div>
    </>
  )
}

export default withErrorPage(HomePage)

function EntryLinks({ texts }: { texts: { signUp: string; signIn: string; reset: string } }) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-4">
      <a href="/sign-up" className={buttonClass()}>
        {texts.signUp}
      </a>
      <a href="/sign-in" className={buttonClass('quiet')}>
        {texts.signIn}
      </a>
      <p className="py-2 sm:pl-4">
        <TextLink href="/reset-password">{texts.reset}</TextLink>
      </p>
    </div>
  )
}
