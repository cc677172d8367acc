'use client'
// Bundled texts, because the server may be unreachable when this is shown.
import texts from '@/lib/i18n/messages/failure.en.json'
import { buttonClass } from './button-class'
import { Page } from './page'
import { BrokenLine } from './progress-steps'

/** The retry link reloads the failed page, also without JavaScript. */
export function Failure() {
  return (
    <>
      <title>{texts.title}</title>
      <BrokenLine />
      <Page heading={texts.heading} lead={texts.text}>
        <div className="flex flex-wrap gap-3">
          {/* biome-ignore lint/a11y/useValidAnchor: an empty URL is the page itself. */}
          <a href="" className={buttonClass()}>
            {texts.retry}
          </a>
          <a href="/" className={buttonClass('quiet')}>
            {texts.home}
          </a>
        </div>
      </Page>
    </>
  )
}
