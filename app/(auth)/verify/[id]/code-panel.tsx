'use client'
import { useEffect, useRef, useState } from 'react'
import type { Action } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { Page } from '@/components/ui/page'
import { ProgressSteps } from '@/components/ui/progress-steps'
import { TextLink } from '@/components/ui/text-link'
import type { CodePage } from '@/lib/verification/code-page-state'
import { CodeDetails } from './code-details'
import { CodeEnded } from './code-ended'
import { CodeForm } from './code-form'
import { HandsetLink } from './handset-link'
import { NotReceived } from './not-received'
import type { CodePanelTexts } from './texts'
import { Undelivered } from './undelivered'
import { useLiveState } from './use-live-state'

interface Props {
  page: CodePage
  texts: CodePanelTexts
  /** It has just replaced another code. */
  isNewCode: boolean
  actions: { check: Action<{ id: string; code: string }>; resend: Action<{ id: string }> }
}

/** The code page, in every state that a verification can be in. */
export function CodePanel({ page, texts, isNewCode, actions }: Props) {
  const live = useLiveState(page)
  // The stream may tell of our own success before the answer leads on; the form must stay for that moment.
  const [sending, setSending] = useState(false)
  const state = sending && live.state === 'approved' ? 'open' : live.state
  const limit = live.limit ? texts.limits[live.limit] : undefined
  const isUndelivered = live.delivery === 'not-delivered'
  useHeadingFocusOnChange(state, isUndelivered)
  const help = { page, live, texts, wrongPath: `${page.startPath}?wrong=${page.id}`, action: actions.resend }
  if (state !== 'open')
    return (
      <>
        <ProgressSteps {...texts.flow} current={state === 'approved' ? 2 : 1} delivery={live.delivery} />
        <CodeEnded state={state} page={page} live={live} texts={texts} limit={limit} action={actions.resend} />
      </>
    )
  return (
    <>
      <ProgressSteps {...texts.flow} current={1} delivery={live.delivery} />
      <Page
        heading={isUndelivered ? texts.undelivered.heading : texts.heading}
        lead={
          isUndelivered ? (
            <span key="undelivered">{texts.undelivered.lead}</span>
          ) : (
            <span key="sent">
              {texts.lead} <TextLink href={help.wrongPath}>{texts.wrongNumber}</TextLink>
            </span>
          )
        }
        aside={!isUndelivered && <NotReceived {...help} />}
      >
        <LimitNote limit={limit} />
        {isUndelivered && <Undelivered {...help} />}
        <CodeForm
          id={page.id}
          action={actions.check}
          texts={texts}
          look={isUndelivered ? 'quiet' : 'primary'}
          onSending={setSending}
        >
          <CodeDetails path={`/verify/${page.id}`} live={live} texts={texts} isNewCode={isNewCode} />
        </CodeForm>
        {page.handsetPath && <HandsetLink path={page.handsetPath} texts={texts.handset} />}
      </Page>
    </>
  )
}

/** What had the focus may be gone when the page changes; the new heading says why. The code field stays when it can. */
function useHeadingFocusOnChange(state: string, isUndelivered: boolean) {
  const last = useRef({ state, isUndelivered })
  useEffect(() => {
    const before = last.current
    last.current = { state, isUndelivered }
    const isChanged = before.state !== state || before.isUndelivered !== isUndelivered
    const hasFocus = before.state === state && document.activeElement !== document.body
    if (isChanged && !hasFocus) document.querySelector<HTMLElement>('h1')?.focus()
  }, [state, isUndelivered])
}
