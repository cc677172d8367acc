'use client'
import { ArrivalTime } from '@/app/handset/arrival-time'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import { splitAtCode } from './code-in'
import { CopyCode } from './copy-code'
import type { HandsetTexts } from './handset-texts'
import type { SentReply } from './threads'

interface Props {
  message: HandsetMessageView
  isNew: boolean
  texts: HandsetTexts
}

export function MessageBubble({ message, isNew, texts }: Props) {
  const { before, code, after } = splitAtCode(message.body)
  return (
    <article className="bubble" data-new={isNew || undefined}>
      <p className="bubble-time">
        <span className="sr-only">{message.from} </span>
        <ArrivalTime at={message.arrivedAt} />
      </p>
      <p className="bubble-text">
        {before}
        {code && <strong className="bubble-code">{code}</strong>}
        {after}
      </p>
      {code && <CopyCode code={code} texts={texts} />}
    </article>
  )
}

export function ReplyBubble({ reply, isNew, texts }: { reply: SentReply; isNew: boolean; texts: HandsetTexts }) {
  return (
    <div className="bubble" data-sent data-new={isNew || undefined}>
      <p className="bubble-time">
        <span className="sr-only">{texts.you} </span>
        <ArrivalTime at={reply.at} />
      </p>
      <p className="bubble-text">{reply.text}</p>
    </div>
  )
}
