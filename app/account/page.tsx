import { getTranslations } from 'next-intl/server'
import { orFailure } from '@/app/or-failure'
import { pageTitle } from '@/components/form/form-texts'
import { flowTexts } from '@/components/ui/flow-line'
import { JourneyLine } from '@/components/ui/journey-line'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/way-on'
import { requireUser } from '@/lib/auth/session'
import { signOut } from './actions'
import { Fact } from './fact'
import { SignOutForm } from './sign-out-form'

async function AccountPage() {
  const user = await requireUser()
  const [t, flow] = await Promise.all([getTranslations('account'), flowTexts('signUp')])
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <JourneyLine {...flow} current={flow.steps.length} />
      <Page heading={t('heading', { name: user.name })} lead={t('lead')} wide>
        <dl className="border-hairline border-b">
          <Fact term={t('number')} note={t('numberNote')}>
            <span className="tabular-nums">{user.maskedPhone}</span>
          </Fact>
          <Fact term={t('password')} note={t('passwordNote')}>
            {t('passwordValue')} · <TextLink href="/reset-password">{t('passwordLink')}</TextLink>
          </Fact>
          <Fact term={t('session')} note={t('sessionNote')}>
            {t('sessionValue')}
          </Fact>
        </dl>
        <SignOutForm action={signOut} texts={{ submit: t('signOut'), pending: t('signOutPending') }} />
      </Page>
    </>
  )
}

export default orFailure(AccountPage)
