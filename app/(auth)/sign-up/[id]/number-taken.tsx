import { getTranslations } from 'next-intl/server'
import { PhoneNumber } from '@/app/(auth)/_shared/phone-number'
import { pageTitle } from '@/components/form/form-texts'
import { buttonClass } from '@/components/ui/button-class'
import { FlowSteps } from '@/components/ui/flow-steps'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'

/** Reveals that the number has an account, only to a user who has just verified it (prevents enumeration). */
export async function NumberTaken({ id, phone }: { id: string; phone: string }) {
  const t = await getTranslations('newAccount.taken')
  const number = () => <PhoneNumber>{phone}</PhoneNumber>
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <FlowSteps flow="signUp" current={2} />
      <Page heading={t('title')} lead={t.rich('text', { number })}>
        <div className="flex flex-wrap gap-3">
          <a href={`/sign-in?number=${id}`} className={buttonClass()}>
            {t('signIn')}
          </a>
          <a href={`/reset-password?number=${id}`} className={buttonClass('quiet')}>
            {t('reset')}
          </a>
        </div>
      </Page>
    </>
  )
}
