'use client'
import type { ReactNode } from 'react'
import type { Action, ReachedLimit } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { buttonClass } from '@/components/ui/button-class'
import { Page } from '@/components/ui/page'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { CodePage, LiveState, VerificationState } from '@/lib/verification/code-page-state'
import { Countdown } from './countdown'
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

/** Page of a code that can no longer be entered. Every state offers a next step, also without JavaScript. */
export function CodeEnded({ state, page, live, texts, limit, action }: Props) {
  return (
    <>
      <PageTitle texts={{ title: texts.endedTitles[state] }} />
      <Page heading={texts.ended[state].title} lead={<span key={state}>{texts.ended[state].text}</span>}>
        <LimitNote limit={limit} />
        <NextSteps key={state} state={state} page={page} live={live} texts={texts} action={action} />
      </Page>
    </>
  )
}

function NextSteps({ state, page, live, texts, action }: Omit<Props, 'limit'>) {
  const { ended, wait, others } = texts
  if (state === 'expired')
    return (
      <>
        <ResendForm id={page.id} live={live} texts={texts} action={action} look="primary" />
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          <TextLink href={page.startPath}>{others.number}</TextLink>
          <TextLink href="/sign-in">{others.signIn}</TextLink>
        </p>
      </>
    )
  if (state === 'spent')
    return <Waiting texts={texts} page={page} wait={{ ...wait.spent, seconds: live.resendInSeconds }} />
  if (state === 'locked')
    return <Waiting texts={texts} page={page} wait={{ ...wait.locked, seconds: live.lockedForSeconds }} />
  return (
    <Buttons>
      <a href={live.nextPath} className={buttonClass()}>
        {ended[state].link}
      </a>
    </Buttons>
  )
}

interface WaitingProps {
  page: CodePage
  texts: CodePanelTexts
  wait: { sentence: string; help: string; seconds: number | null }
}

/** Shows when to retry, and the alternatives until then. */
function Waiting({ page, texts, wait: { sentence, help, seconds } }: WaitingProps) {
  return (
    <>
      {seconds !== null && (
        <p>
          <Countdown sentence={sentence} seconds={seconds} className="font-medium" />
        </p>
      )}
      <Buttons>
        <a href={page.startPath} className={buttonClass()}>
          {texts.others.number}
        </a>
        <a href="/sign-in" className={buttonClass('quiet')}>
          {texts.others.signIn}
        </a>
      </Buttons>
      <p className="text-ink-soft text-small">{help}</p>
    </>
  )
}

const Buttons = ({ children }: { children: ReactNode }) => <div className="flex flex-wrap gap-3">{children}</div>
