'use client'
import { Challenge, type ChallengeTexts, useChallenge } from '@/components/form/challenge'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts } from '@/components/form/form-state'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import { nothingToValidate } from '@/components/form/validate'

interface Props {
  action: Action<{ intent: 'send-code'; puzzle: string; waitToken: string }>
  texts: FormTexts & { challenge: ChallengeTexts }
}

/** Requests a reset code for the account's number. */
export function SendCodeForm({ action, texts }: Props) {
  const { state, form, message, pending } = useActionForm({ action, validate: nothingToValidate, texts })
  const required = state?.challenge
  const challenge = useChallenge(required)
  return (
    <form {...form} className="flex flex-col items-start gap-3">
      <input type="hidden" name="intent" value="send-code" />
      <FormMessage message={message} />
      <Challenge required={required} challenge={challenge} texts={texts.challenge} />
      <SubmitButton pending={pending || challenge.isUnderway} texts={texts} look="quiet" />
    </form>
  )
}
