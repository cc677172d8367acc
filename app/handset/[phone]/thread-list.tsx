'use client'
import { ArrivalTime } from '@/app/handset/arrival-time'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import { Badge } from './app-bar'
import { splitAtSiteLine } from './code-in'
import type { HandsetTexts } from './handset-texts'
import { ScreenLink } from './screen-link'
import type { Thread } from './threads'

interface Props {
  threads: Thread[]
  unreadIn: (messages: HandsetMessageView[]) => HandsetMessageView[]
  onOpen: (sender: string) => void
  texts: HandsetTexts
}

/** All threads of the phone; the one with the newest message first. */
export function ThreadList({ threads, unreadIn, onOpen, texts }: Props) {
  return (
    <ul className="thread-list" aria-label={texts.heading}>
      {threads.map(({ sender, messages }) => {
        const newest = messages.at(-1)
        return (
          <li key={sender}>
            <ScreenLink
              href={`?from=${encodeURIComponent(sender)}`}
              onOpen={() => onOpen(sender)}
              className="thread-row"
            >
              <span className="font-medium">
                {sender} <Badge count={unreadIn(messages).length} texts={texts} />
              </span>
              {newest && <ArrivalTime at={newest.arrivedAt} />}
              <span className="thread-preview">{newest && splitAtSiteLine(newest.body).text}</span>
            </ScreenLink>
          </li>
        )
      })}
    </ul>
  )
}
