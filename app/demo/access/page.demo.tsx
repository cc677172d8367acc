import { getTranslations } from 'next-intl/server'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { formTexts } from '@/components/form/form-texts'
import { Page } from '@/components/ui/page'
import { PlainLine } from '@/components/ui/progress-steps'
import { AccessForm } from './access-form'
import { openDemo } from './actions'

async function DemoAccessPage() {
  const [t, texts] = await Promise.all([getTranslations('demoAccess'), formTexts('demoAccess', [])])
  return (
    <>
      <PlainLine />
      <Page heading={t('heading')} lead={t('lead')}>
        <AccessForm action={openDemo} texts={{ ...texts, key: t('key') }} />
      </Page>
    </>
  )
}

export default withErrorPage(DemoAccessPage)
