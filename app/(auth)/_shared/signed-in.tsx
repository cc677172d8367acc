import { getTranslations } from 'next-intl/server'
import { signOut } from '@/app/account/actions'
import { ButtonForm } from '@/components/form/button-form'
import { formTexts, pageTitle } from '@/components/form/form-texts'
import { buttonClass } from '@/components/ui/button-class'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { PlainLine } from '@/components/ui/progress-steps'

/** Replaces the sign-in and sign-up forms for a signed-in user: continue, or switch accounts. */
export async function SignedIn({ name }: { name: string }) {
  const [t, form] = await Promise.all([getTranslations('signIn.already'), formTexts('account', [])])
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <PlainLine />
      <Page heading={t.rich('heading', { name: () => <bdi>{name}</bdi> })}>
        <div className="flex flex-wrap gap-3">
          <a href="/account" className={buttonClass()}>
            {t('continue')}
          </a>
          <ButtonForm action={signOut} fields={{ intent: 'switch-account' }} texts={{ ...form, submit: t('switch') }} />
        </div>
      </Page>
    </>
  )
}
