'use client'
import { ExtraCheck, type ExtraCheckTexts, useExtraCheck } from '@/components/form/challenge'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts } from '@/components/form/form-state'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import { nothingToValidate } from '@/components/form/validate'

interface Props {
  action: Action<{ intent: 'send-code'; puzzle: string; ticket: string }>
  texts: FormTexts & { extraCheck: ExtraCheckTexts }
}

/** Asks for a code to the number that the account has. */
export function SendCodeForm({ action, texts }: Props) {
  const { state, form, message, pending } = useActionForm({ action, check: nothingToValidate, texts })
  const asked = state?.check
  const extraCheck = useExtraCheck(asked)
  return (
    <form {...form} className="flex flex-col items-start gap-3">
      <input type="hidden" name="intent" value="send-code" />
      <FormMessage message={message} />
      <ExtraCheck asked={asked} check={extraCheck} texts={texts.extraCheck} />
      <SubmitButton pending={pending || extraCheck.isUnderway} texts={texts} look="quiet" />
    </form>
  )
}
