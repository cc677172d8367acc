'use client'
import type { ReactNode } from 'react'
import { interpolate } from '@/components/form/interpolate'
import { useHydrated } from '@/components/form/use-hydrated'
import { LiveText } from '@/components/ui/live-text'
import type { HandsetTexts } from './handset-texts'
import { LockIcon } from './icons'

interface Props {
  title: string
  national: string
  back?: ReactNode
  onLock: () => void
  texts: HandsetTexts
}

/** Top of the messages app: whose messages these are, and the phone's number. */
export function AppBar({ title, national, back, onLock, texts }: Props) {
  const hydrated = useHydrated()
  return (
    <header className="app-bar">
      <div className="app-bar-side">{back}</div>
      <div className="app-bar-title">
        <p className="font-medium">
          <LiveText>{title}</LiveText>
        </p>
        <h1 id="handset-heading" tabIndex={-1} className="text-ink-soft text-small tabular-nums">
          {national}
        </h1>
      </div>
      <div className="app-bar-side">
        {hydrated && (
          <button type="button" className="app-bar-button" onClick={onLock}>
            <LockIcon />
            {texts.lock}
          </button>
        )}
      </div>
    </header>
  )
}

/** Number of unread messages. */
export function Badge({ count, texts }: { count: number; texts: HandsetTexts }) {
  if (count === 0) return null
  return (
    <>
      <span aria-hidden="true" className="badge">
        <LiveText>{String(count)}</LiveText>
      </span>
      <span className="sr-only">
        {' '}
        <LiveText>{interpolate(texts.unreadCount, { count })}</LiveText>
      </span>
    </>
  )
}
