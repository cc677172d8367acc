'use client'
import { useEffect, useRef, useState } from 'react'
import type { Action } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { JourneyLine } from '@/components/ui/journey-line'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { TextLink } from '@/components/ui/way-on'
import type { CodePage } from '@/lib/verification/page-state'
import { CodeFacts } from './code-facts'
import { CodeForm } from './code-form'
import { Ended } from './ended'
import { HandsetLink } from './handset-link'
import { NotReceived } from './not-received'
import type { CodePanelTexts } from './texts'
import { useLiveState } from './use-live-state'

interface Props {
  page: CodePage
  texts: CodePanelTexts
  sentAgain: boolean
  actions: { check: Action<{ id: string; code: string }>; resend: Action<{ id: string }> }
}

/** The code page, in every state that a verification can be in. */
export function CodePanel({ page, texts, sentAgain, actions }: Props) {
  const live = useLiveState(page)
  // The stream may tell of our own success before the answer leads on; the form must stay for that moment.
  const [sending, setSending] = useState(false)
  const state = sending && live.state === 'approved' ? 'open' : live.state
  useHeadingFocusOnChange(state)
  const limit = live.limit ? texts.limits[live.limit] : undefined
  const wrongPath = `${page.startPath}?wrong=${page.id}`

  return (
    <>
      <JourneyLine {...texts.flow} current={state === 'approved' ? 2 : 1} delivery={live.delivery} />
      {state === 'open' ? (
        <Page
          heading={texts.heading}
          lead={
            <>
              {texts.lead} <TextLink href={wrongPath}>{texts.wrongNumber}</TextLink>
            </>
          }
          aside={<NotReceived page={page} live={live} texts={texts} wrongPath={wrongPath} action={actions.resend} />}
        >
          <LimitNote limit={limit} />
          {sentAgain && <Notice>{texts.sentAgain}</Notice>}
          <CodeForm id={page.id} action={actions.check} texts={texts} onSending={setSending}>
            <CodeFacts path={`/verify/${page.id}`} live={live} texts={texts} />
          </CodeForm>
          {page.handsetPath && <HandsetLink path={page.handsetPath} texts={texts.handset} />}
        </Page>
      ) : (
        <Ended state={state} page={page} live={live} texts={texts} limit={limit} action={actions.resend} />
      )}
    </>
  )
}

/** What one was typing in is gone when the state changes; the new heading says why. */
function useHeadingFocusOnChange(state: string) {
  const last = useRef(state)
  useEffect(() => {
    if (last.current === state) return
    last.current = state
    document.querySelector<HTMLElement>('h1')?.focus()
  }, [state])
}
