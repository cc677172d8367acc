'use client'
import { ArrivalTime } from '@/app/handset/arrival-time'
import { interpolate } from '@/components/form/interpolate'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import { splitAtCode, splitAtSiteLine } from './code-in'
import { CopyCode } from './copy-code'
import type { HandsetTexts } from './handset-texts'

interface Props {
  message: HandsetMessageView
  onOpen: () => void
  texts: HandsetTexts
}

/** A message on the lock screen. Its whole area opens the thread. */
export function Notification({ message, onOpen, texts }: Props) {
  const { text, siteLine } = splitAtSiteLine(message.body)
  const { before, code, after } = splitAtCode(text)
  return (
    <article className="notification">
      <p className="notification-head">
        <span className="font-medium text-ink">{message.from}</span>
        <ArrivalTime at={message.arrivedAt} />
      </p>
      <p className="notification-text">
        {before}
        {code && <strong>{code}</strong>}
        {after}
        <span hidden>{siteLine}</span>
      </p>
      <div className="notification-actions">
        {code && <CopyCode code={code} texts={texts} />}
        <button type="button" className="handset-chip notification-open" onClick={onOpen}>
          {texts.open}
          <span className="sr-only"> {interpolate(texts.openFrom, { sender: message.from })}</span>
        </button>
      </div>
    </article>
  )
}
