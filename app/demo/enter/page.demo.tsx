import { getTranslations } from 'next-intl/server'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { pageTitle } from '@/components/form/form-texts'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { PlainLine } from '@/components/ui/progress-steps'
import { EnterWithPass } from './enter-with-pass'

/** Where a QR code leads. Only scripts can read the token in its URL. */
async function EnterPage() {
  const t = await getTranslations('phonePass.enter')
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <PlainLine />
      <Page heading={t('heading')}>
        <EnterWithPass texts={{ pending: t('pending'), failed: t('failed') }} />
        <noscript>
          <p>{t('noScript')}</p>
        </noscript>
      </Page>
    </>
  )
}

export default withErrorPage(EnterPage)
