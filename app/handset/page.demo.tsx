import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { type SearchParams, searchParam } from '@/app/_shared/search-params'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { pageTitle } from '@/components/form/form-texts'
import { TextField } from '@/components/form/text-field'
import { buttonClass } from '@/components/ui/button-class'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { PlainLine } from '@/components/ui/progress-steps'
import { TEST_NUMBER } from '@/lib/demo/test-number'
import { phoneTyped } from './phone-typed'

/** Form that opens the simulated phone of a number. It uses GET, because it changes nothing. */
async function PhonesPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { number }] = await Promise.all([getTranslations('handset.index'), searchParams])
  const typed = searchParam(number)
  const phone = typed === undefined ? null : phoneTyped(typed)
  if (phone !== null) redirect(`/handset/${phone}`)
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <PlainLine />
      <Page heading={t('heading')} lead={t('lead')}>
        <form action="/handset" className="flex flex-col gap-6">
          <TextField
            id="number"
            name="number"
            type="tel"
            label={t('label')}
            hint={t('hint')}
            error={typed === undefined ? undefined : t('invalid')}
            defaultValue={typed?.slice(0, 32) ?? TEST_NUMBER.national}
            autoComplete="off"
            className="tabular-nums"
          />
          <button type="submit" className={buttonClass()}>
            {t('submit')}
          </button>
        </form>
      </Page>
    </>
  )
}

export default withErrorPage(PhonesPage)
