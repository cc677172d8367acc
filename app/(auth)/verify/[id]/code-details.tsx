'use client'
import { LiveText } from '@/components/ui/live-text'
import { TextLink } from '@/components/ui/text-link'
import type { LiveState } from '@/lib/verification/code-page-state'
import { Countdown } from './countdown'
import type { CodePanelTexts } from './texts'

const ANNOUNCED_SECONDS = 60

interface Props {
  path: string
  live: LiveState
  texts: CodePanelTexts
  isNewCode: boolean
}

/** How the message fares, then how long and how often one may still try. Has room for three lines, so that the button stays. */
export function CodeDetails({ path, live, texts, isNewCode }: Props) {
  const isLastMinute = live.secondsLeft <= ANNOUNCED_SECONDS
  // The heading says so already.
  const isUndelivered = live.delivery === 'not-delivered'
  const room = live.delivery ? 'min-h-[3lh]' : 'min-h-[2lh]'
  return (
    <div className={`flex flex-col text-ink-soft text-small ${isUndelivered ? '' : room}`}>
      <div className="flex flex-wrap gap-x-2">
        <p role="status" className={isUndelivered ? 'sr-only' : 'text-ink'}>
          <LiveText>{statusOf(live, texts, isNewCode)}</LiveText>
        </p>
        {live.delivery && !isUndelivered && (
          <noscript>
            <TextLink href={path}>{texts.lookAgain}</TextLink>
          </noscript>
        )}
      </div>
      <p className="flex flex-wrap gap-x-2 tabular-nums">
        <Countdown
          sentence={texts.life}
          seconds={live.secondsLeft}
          className={isLastMinute ? 'font-medium text-ink' : undefined}
        />
        <span aria-hidden="true">·</span>
        <LiveText>{texts.attempts[live.attemptsLeft]}</LiveText>
      </p>
      <p role="status" className="sr-only">
        <LiveText>{isLastMinute ? texts.lifeAnnounced : undefined}</LiveText>
      </p>
    </div>
  )
}

/** What was sent, where it is not the first message, and how far it has come, where that is told. */
function statusOf({ delivery, resent }: LiveState, texts: CodePanelTexts, isNewCode: boolean): string {
  const first = isNewCode ? texts.sentNew : undefined
  const sent = resent ? texts.sentAgain : first
  const isTold = delivery === null || delivery === 'dispatched' || delivery === 'delivered'
  return [isTold && sent, delivery && texts.delivery[delivery]].filter(Boolean).join(' ')
}
