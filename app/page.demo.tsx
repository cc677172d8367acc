import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { LivePath } from '@/app/demo/_landing/live-path'
import { liveView } from '@/app/demo/_landing/live-view'
import { Audience, Figures, RunIt, Threats } from '@/app/demo/_landing/sections'
import { livePathTexts } from '@/app/demo/_landing/texts'
import './demo/_landing/landing.css'
import './demo/_stage/stage.css'
import { pageTitle } from '@/components/form/form-texts'
import { buttonClass } from '@/components/ui/button-class'
import { PageTitle } from '@/components/ui/page-title'
import { PlainLine } from '@/components/ui/progress-steps'
import { TextLink } from '@/components/ui/text-link'
import { currentUser } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('landing')
  return { description: t('description') }
}

/** Presents the product to visitors of a demo. A live build has page.live.tsx instead. */
async function LandingPage() {
  const [t, user, view, texts] = await Promise.all([
    getTranslations('landing'),
    currentUser(),
    liveView(),
    livePathTexts(),
  ])
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <PlainLine />
      <div className="container-page flex flex-col gap-20 pt-10 pb-24 sm:pt-16">
        <div className="landing-hero">
          <div className="flex flex-col gap-6">
            <h1 tabIndex={-1} className="landing-heading font-semibold">
              {t('heading')}
            </h1>
            <p className="max-w-136 text-ink-soft text-lead">{t('lead')}</p>
            <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-4">
              <a href="/demo" className={buttonClass()}>
                {t('seeLive')}
              </a>
              <a href={user ? '/account' : '/sign-up'} className={buttonClass('quiet')}>
                {t(user ? 'account' : 'signUp')}
              </a>
            </div>
            {!user && (
              <p className="flex flex-wrap gap-x-6 gap-y-4 py-2">
                <TextLink href="/sign-in">{t('signIn')}</TextLink>
                <TextLink href="/reset-password">{t('reset')}</TextLink>
              </p>
            )}
          </div>
          <LivePath initial={view} texts={texts} />
        </div>
        <Audience />
        <Threats />
        <Figures />
        <RunIt />
      </div>
    </>
  )
}

export default withErrorPage(LandingPage)
