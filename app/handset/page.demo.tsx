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
import { handsets } from '@/lib/demo/handset-inbox'
import { TEST_NUMBER } from '@/lib/demo/test-number'
import { formatPhone } from '@/lib/verification/phone'
import { ArrivalTime } from './arrival-time'
import { phoneTyped } from './phone-typed'

/** Lists the simulated phones with messages, with a form that opens another. It uses GET, because it changes nothing. */
async function PhonesPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { number }, phones] = await Promise.all([getTranslations('handset.index'), searchParams, handsets()])
  const typed = searchParam(number)
  const phone = typed === undefined ? null : phoneTyped(typed)
  if (phone !== null) redirect(`/handset/${phone}`)
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <PlainLine />
      <Page heading={t('heading')} lead={t('lead')}>
        {phones.length === 0 ? (
          <p className="border-hairline border-y py-6 text-ink-soft">{t('empty')}</p>
        ) : (
          <ul aria-label={t('list')} className="border-hairline border-t">
            {phones.map(({ phone, from, arrivedAt }) => (
              <li key={phone} className="border-hairline border-b">
                <a
                  href={`/handset/${phone}`}
                  className="-mx-3 grid gap-x-6 rounded-small border border-transparent px-3 py-3.5 hover:border-edge sm:grid-cols-[minmax(0,1fr)_auto]"
                >
                  <span className="font-medium tabular-nums">{formatPhone(phone)}</span>
                  <span className="text-ink-soft text-small">
                    {t('last', { sender: from })} · <ArrivalTime at={arrivedAt} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
        <section aria-labelledby="another" className="flex flex-col gap-4">
          <h2 id="another" className="font-medium text-lead">
            {t('another')}
          </h2>
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
        </section>
      </Page>
    </>
  )
}

export default withErrorPage(PhonesPage)
