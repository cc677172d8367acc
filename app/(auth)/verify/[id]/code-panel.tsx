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
  /** True right after the code replaced another one. */
  isNewCode: boolean
  actions: { check: Action<{ id: string; code: string }>; resend: Action<{ id: string }> }
}

/** Renders the code page in every state of a verification. */
export function CodePanel({ page, texts, isNewCode, actions }: Props) {
  const live = useLiveState(page)
  // The stream may report the approval before the action's redirect: the form must stay mounted until then.
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

/** Moves the focus to the new heading when the page changes, unless the focused element remains. */
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
