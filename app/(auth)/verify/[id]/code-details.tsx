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

/** Shows the delivery state, remaining time and attempts left. Reserves three lines, to avoid a layout shift. */
export function CodeDetails({ path, live, texts, isNewCode }: Props) {
  const isLastMinute = live.secondsLeft <= ANNOUNCED_SECONDS
  // The heading already reports it.
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

/** Returns the status line: that a code was resent or replaced, and the delivery state if it is revealed. */
function statusOf({ delivery, resent }: LiveState, texts: CodePanelTexts, isNewCode: boolean): string {
  const first = isNewCode ? texts.sentNew : undefined
  const sent = resent ? texts.sentAgain : first
  const isSent = delivery === null || delivery === 'dispatched' || delivery === 'delivered'
  return [isSent && sent, delivery && texts.delivery[delivery]].filter(Boolean).join(' ')
}
