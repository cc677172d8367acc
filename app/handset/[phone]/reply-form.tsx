'use client'
import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import type { Action } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { buttonClass } from '@/components/ui/button-class'
import { LiveText } from '@/components/ui/live-text'
import type { HandsetReply } from '@/lib/demo/handset-replies'

interface Props {
  action: Action<{ text: HandsetReply }>
  reply: HandsetReply
  texts: Record<'state' | 'submit' | 'pending', string>
}

/** Replies STOP or START from the simulated phone, whichever applies now. */
export function ReplyForm({ action, reply, texts }: Props) {
  const [state, dispatch, pending] = useActionState(action, null)
  return (
    <>
      <LimitNote limit={state?.limit} />
      <form action={dispatch} className="flex flex-col items-start gap-3 border-hairline border-t p-5">
        <FormMessage message={state?.message} />
        <p role="status" className="text-ink-soft text-small">
          <LiveText>{texts.state}</LiveText>
        </p>
        <button
          type="submit"
          name="text"
          value={reply}
          className={buttonClass('quiet')}
          aria-disabled={pending || undefined}
        >
          <LiveText>{pending ? texts.pending : texts.submit}</LiveText>
        </button>
      </form>
    </>
  )
}
