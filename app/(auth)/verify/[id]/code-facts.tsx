'use client'
import { TextLink } from '@/components/ui/way-on'
import type { LiveState } from '@/lib/verification/page-state'
import { clock } from './spoken'
import type { CodePanelTexts } from './texts'

const ANNOUNCED_SECONDS = 60

interface Props {
  path: string
  live: LiveState
  texts: CodePanelTexts
}

/** How the message fares, and how long and how often one may still try. The countdown is seen, and heard once. */
export function CodeFacts({ path, live, texts }: Props) {
  const isLastMinute = live.secondsLeft <= ANNOUNCED_SECONDS
  const [before, after] = texts.life.split('{time}')
  return (
    <div className="flex flex-col gap-1 text-ink-soft text-small">
      {live.delivery && (
        // Room for the longest of its sentences, so that nothing moves under a finger.
        <p role="status" className={`min-h-[2lh] ${live.delivery === 'not-delivered' ? 'text-alarm' : 'text-ink'}`}>
          {texts.delivery[live.delivery]}{' '}
          <noscript>
            <TextLink href={path}>{texts.lookAgain}</TextLink>
          </noscript>
        </p>
      )}
      <p className="flex flex-wrap gap-x-4 tabular-nums">
        <span role="timer" aria-live="off">
          {before}
          <span className={isLastMinute ? 'font-medium text-ink' : undefined}>{clock(live.secondsLeft)}</span>
          {after}
        </span>
        <span>{texts.attempts[live.attemptsLeft]}</span>
      </p>
      <p role="status" className="sr-only">
        {isLastMinute ? texts.lifeAnnounced : ''}
      </p>
    </div>
  )
}
