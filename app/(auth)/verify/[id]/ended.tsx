'use client'
import type { Action } from '@/components/form/form-state'
import { buttonClass } from '@/components/ui/button-class'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import type { CodePage, LiveState, VerificationState } from '@/lib/verification/page-state'
import { ResendForm } from './resend-form'
import type { CodePanelTexts } from './texts'

interface Props {
  state: Exclude<VerificationState, 'open'>
  page: CodePage
  live: LiveState
  texts: CodePanelTexts
  action: Action<{ id: string }>
}

/** The code no longer waits for anybody; there is always a way to go on. */
export function Ended({ state, page, live, texts, action }: Props) {
  const { title, text, link } = texts.ended[state]
  const canResend = state === 'expired' && live.resendInSeconds !== null
  const path = state === 'approved' || state === 'superseded' ? page.nextPath : page.startPath
  return (
    <>
      <PageTitle texts={{ title: texts.endedTitles[state] }} />
      <Page heading={title} lead={text}>
        {canResend ? (
          <ResendForm id={page.id} live={live} texts={texts} action={action} look="primary" />
        ) : (
          <div>
            <a href={path} className={buttonClass()}>
              {link}
            </a>
          </div>
        )}
      </Page>
    </>
  )
}
