'use client'
import type { Action, ReachedLimit } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
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
  limit: ReachedLimit | undefined
  action: Action<{ id: string }>
}

/** The code no longer waits for anybody; there is always a way to go on. */
export function Ended({ state, page, live, texts, limit, action }: Props) {
  const { title, text, link } = texts.ended[state]
  // What is spent can be asked for anew once it has run out of time, and the form says when.
  const canResend = (state === 'expired' || state === 'spent') && live.resendInSeconds !== null
  return (
    <>
      <PageTitle texts={{ title: texts.endedTitles[state] }} />
      <Page heading={title} lead={text}>
        <LimitNote limit={limit} />
        {canResend ? (
          <ResendForm id={page.id} live={live} texts={texts} action={action} look="primary" />
        ) : (
          <div>
            <a href={live.nextPath} className={buttonClass()}>
              {link}
            </a>
          </div>
        )}
      </Page>
    </>
  )
}
