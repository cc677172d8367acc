import { getTranslations } from 'next-intl/server'
import { type SearchParams, searchParam } from '@/app/_shared/search-params'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { phonePassTexts } from '@/app/demo/_phone-pass/texts'
import { Stage } from '@/app/demo/_stage/stage'
import { stageTexts } from '@/app/demo/_stage/texts'
import './_phone-pass/phone-pass.css'
import './_stage/stage.css'
import './_stage/stage-bar.css'
import { FailingNumbers } from '@/app/demo/failing-numbers'
import { OWN_PAGE } from '@/app/demo/own-page'
import { pageTitle } from '@/components/form/form-texts'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { PlainLine } from '@/components/ui/progress-steps'
import { offersTestNumber, sendsRealTexts } from '@/lib/auth/site'
import { mayLiftLimits, presenterLimits } from '@/lib/demo/demo-limits'
import { PEOPLE } from '@/lib/demo/people'
import { stageView } from '@/lib/demo/stage'

/** The stage, the numbers that fail, and the limits that a presenter may lift. */
async function DemoPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, parameters, mayLift] = await Promise.all([getTranslations('demo'), searchParams, mayLiftLimits()])
  const isLifted = searchParam(parameters.limits) === 'lifted'
  const from = searchParam(parameters.from) ?? ''
  const [view, texts, passTexts] = await Promise.all([stageView(), stageTexts(), phonePassTexts()])
  return (
    <>
      <PageTitle texts={await pageTitle(t('title'))} />
      <PlainLine />
      <Stage initial={view} people={offersTestNumber() ? PEOPLE : []} texts={texts} passTexts={passTexts} />
      <Page heading={t('heading')} lead={t(sendsRealTexts() ? 'leadReal' : 'lead')}>
        {isLifted && (
          <Notice>
            <p>{t('lifted')}</p>
          </Notice>
        )}
        {isLifted && from !== '/demo' && OWN_PAGE.test(from) && (
          <a href={from} className={`${buttonClass()} self-start`}>
            {t('back')}
          </a>
        )}
        {offersTestNumber() && <FailingNumbers />}
        {mayLift && (
          <section aria-labelledby="limits" className="flex flex-col items-start gap-3">
            <h2 id="limits" className="font-medium">
              {t('limitsHeading')}
            </h2>
            <p className="text-ink-soft">{t(presenterLimits() === 'generous' ? 'limitsGenerous' : 'limitsStrict')}</p>
            <form
              method="post"
              encType="multipart/form-data"
              action="/demo/limits"
              className="flex flex-col items-start gap-2"
            >
              <input type="hidden" name="from" value="/demo" />
              <button type="submit" className={buttonClass('quiet')} aria-describedby="lift-hint">
                {t('lift')}
              </button>
              <p id="lift-hint" className="text-ink-soft text-small">
                {t('liftHint')}
              </p>
            </form>
          </section>
        )}
      </Page>
    </>
  )
}

export default withErrorPage(DemoPage)
