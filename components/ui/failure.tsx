'use client'
// Its own small file of texts: where this is shown there may be no server left to ask for any.
import texts from '@/lib/i18n/messages/failure.en.json'
import { buttonClass } from './button-class'
import { PlainLine } from './journey-line'
import { Page } from './page'

export function Failure({ retry }: { retry: () => void }) {
  return (
    <>
      <title>{texts.title}</title>
      <PlainLine />
      <Page heading={texts.heading} lead={texts.text}>
        <div className="flex flex-wrap gap-3">
          <button type="button" className={buttonClass()} onClick={retry}>
            {texts.retry}
          </button>
          <a href="/" className={buttonClass('quiet')}>
            {texts.home}
          </a>
        </div>
      </Page>
    </>
  )
}
