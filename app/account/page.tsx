import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '@/app/(auth)/one-of'
import { orFailure } from '@/app/or-failure'
import { pageTitle } from '@/components/form/form-texts'
import { PlainLine } from '@/components/ui/journey-line'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/way-on'
import { ownSessions } from '@/lib/auth/own-sessions'
import { requireUser } from '@/lib/auth/session'
import { Ended } from './ended'
import { Fact } from './fact'
import { Safety } from './safety'
import { Sessions } from './sessions'
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
