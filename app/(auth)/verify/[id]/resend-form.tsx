'use client'
import { FormMessage } from '@/components/form/form-message'
import type { Action, LoadCheck } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import type { LiveState } from '@/lib/verification/page-state'
import { spoken } from './spoken'
import type { CodePanelTexts } from './texts'

/** Nothing is typed here. */
const check: LoadCheck = async () => () => null

interface Props {
  id: string
  live: LiveState
  texts: CodePanelTexts
  action: Action<{ id: string }>
  look?: 'primary' | 'quiet'
}

export function ResendForm({ id, live, texts, action, look = 'quiet' }: Props) {
  const { state, form, message, pending } = useActionForm({ action, check, texts: texts.resend })
  const { resendInSeconds } = live
  if (resendInSeconds === null) return <p className="text-ink-soft text-small">{texts.help.resendNever}</p>
  const when =
    resendInSeconds === 0
      ? texts.help.resendNow
      : texts.help.resendLater.replace('{time}', spoken(resendInSeconds, texts.locale, texts.live))
  return (
    <>
      <LimitNote limit={state?.limit} />
      <form {...form} className="flex flex-col items-start gap-3">
        <input type="hidden" name="id" value={id} />
        <FormMessage message={message} />
        <SubmitButton pending={pending} waiting={resendInSeconds > 0} texts={texts.resend} look={look} />
        <p className="text-ink-soft text-small tabular-nums">{when}</p>
      </form>
    </>
  )
}
