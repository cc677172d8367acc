import { getTranslations } from 'next-intl/server'
import { pageTitle } from '@/components/form/form-texts'
import { buttonClass } from '@/components/ui/button-class'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { BrokenLine } from '@/components/ui/progress-steps'

export async function ProofExpired({ startPath }: { startPath: string }) {
  const t = await getTranslations('proof.gone')
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <BrokenLine />
      <Page heading={t('title')} lead={t('text')}>
        <a href={startPath} className={`${buttonClass()} self-start`}>
          {t('link')}
        </a>
      </Page>
    </>
  )
}
