import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '@/app/_shared/search-params'
import { orFailure } from '@/app/_shared/with-error-page'
import { ownSessions } from '@/app/account/own-sessions'
import { pageTitle } from '@/components/form/form-texts'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { PlainLine } from '@/components/ui/progress-steps'
import { TextLink } from '@/components/ui/text-link'
import { requireUser } from '@/lib/auth/session'
import { Fact } from './detail'
import { Safety } from './security-advice'
import { Sessions } from './sessions'
import { Ended } from './signed-out'
import { isWelcome, Welcome } from './welcome'

async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const user = await requireUser()
  const [t, sessions, { ended, welcome }] = await Promise.all([getTranslations('account'), ownSessions(), searchParams])
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      {isWelcome(oneOf(welcome), sessions) ? <Welcome /> : <PlainLine />}
      <Page heading={t.rich('heading', { name: () => <bdi>{user.name}</bdi> })} wide>
        <Ended what={oneOf(ended)} sessions={sessions} />
        <dl className="border-hairline border-b">
          <Fact term={t('number')} note={t('numberNote')}>
            <span className="tabular-nums">{user.maskedPhone}</span>
            <span className="text-signal"> · {t('numberVerified')}</span>
          </Fact>
          <Fact term={t('password')} note={t('passwordNote')}>
            <TextLink href="/account/password">{t('passwordLink')}</TextLink>
          </Fact>
        </dl>
        <Sessions sessions={sessions} />
        <Safety />
      </Page>
    </>
  )
}

export default orFailure(AccountPage)
