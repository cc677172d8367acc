'use client'
import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import type { Action } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { LiveText } from '@/components/ui/live-text'
import type { HandsetReply } from '@/lib/demo/handset-replies'

interface Props {
  action: Action<{ text: HandsetReply }>
  reply: HandsetReply
  texts: Record<'submit' | 'pending', string> & { state: string | undefined }
}

/** Suggests STOP or START as a reply, whichever applies now. */
export function ReplyForm({ action, reply, texts }: Props) {
  const [state, dispatch, pending] = useActionState(action, null)
  return (
    <div className="quick-replies">
      <LimitNote limit={state?.limit} />
      <form action={dispatch} className="quick-reply">
        <FormMessage message={state?.message} />
        <p role="status" className="text-ink-soft text-small empty:sr-only">
          <LiveText>{texts.state}</LiveText>
        </p>
        <button type="submit" name="text" value={reply} className="handset-chip" aria-disabled={pending || undefined}>
          <LiveText>{pending ? texts.pending : texts.submit}</LiveText>
        </button>
      </form>
    </div>
  )
}
