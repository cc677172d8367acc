import { getTranslations } from 'next-intl/server'
import { type SearchParams, searchParam } from '@/app/_shared/search-params'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { ownSessions } from '@/app/account/own-sessions'
import { pageTitle } from '@/components/form/form-texts'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { PlainLine } from '@/components/ui/progress-steps'
import { TextLink } from '@/components/ui/text-link'
import { requireUser } from '@/lib/auth/session'
import { Detail } from './detail'
import { SecurityAdvice } from './security-advice'
import { Sessions } from './sessions'
import { SignedOut } from './signed-out'
import { isWelcome, Welcome } from './welcome'

async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const user = await requireUser()
  const [t, sessions, { ended, welcome }] = await Promise.all([getTranslations('account'), ownSessions(), searchParams])
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      {isWelcome(searchParam(welcome), sessions) ? <Welcome /> : <PlainLine />}
      <Page heading={t.rich('heading', { name: () => <bdi>{user.name}</bdi> })} wide>
        <SignedOut what={searchParam(ended)} sessions={sessions} />
        <dl className="border-hairline border-b">
          <Detail term={t('number')} note={t('numberNote')}>
            <span className="tabular-nums">{user.maskedPhone}</span>
            <span className="text-signal"> · {t('numberVerified')}</span>
          </Detail>
          <Detail term={t('password')} note={t('passwordNote')}>
            <TextLink href="/account/password">{t('passwordLink')}</TextLink>
          </Detail>
        </dl>
        <Sessions sessions={sessions} />
        <SecurityAdvice />
      </Page>
    </>
  )
}

export default withErrorPage(AccountPage)
