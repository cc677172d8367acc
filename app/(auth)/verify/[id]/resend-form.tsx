'use client'
import { timeUntil } from '@/app/_shared/relative-time'
import { FormMessage } from '@/components/form/form-message'
import type { Action } from '@/components/form/form-state'
import { interpolate } from '@/components/form/interpolate'
import { LimitNote } from '@/components/form/limit-note'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import { nothingToValidate } from '@/components/form/validate'
import { LiveText } from '@/components/ui/live-text'
import { type LiveState, resendsSameCode } from '@/lib/verification/code-page-state'
import type { CodePanelTexts } from './texts'

/** Cooldowns between messages are shorter: a longer wait means that a limit was reached. */
const LONGEST_WAIT_SECONDS = 600

interface Props {
  id: string
  live: LiveState
  texts: CodePanelTexts
  action: Action<{ id: string }>
  look?: 'primary' | 'quiet'
}

/** Resends the code, or sends a new one if it is old or expired. */
export function ResendForm({ id, live, texts, action, look = 'quiet' }: Props) {
  const { state, form, message, pending } = useActionForm({
    action,
    validate: nothingToValidate,
    texts: texts.resend.form,
  })
  const seconds = live.resendInSeconds
  if (seconds === null) return null
  const words = resendsSameCode(live) ? texts.resend.same : texts.resend.fresh
  const sentence = seconds > LONGEST_WAIT_SECONDS ? texts.resend.limit : words.later
  const when = seconds > 0 ? interpolate(sentence, { time: timeUntil(seconds, texts.locale) }) : undefined
  return (
    <>
      <LimitNote limit={state?.limit} />
      <form {...form} className="flex flex-col items-start gap-3">
        <input type="hidden" name="id" value={id} />
        <FormMessage message={message} />
        <SubmitButton
          pending={pending}
          waiting={seconds > 0}
          texts={{ ...texts.resend.form, submit: words.submit }}
          look={look}
        />
        <p className="text-ink-soft text-small tabular-nums empty:hidden">
          <LiveText>{when}</LiveText>
        </p>
      </form>
    </>
  )
}
