'use client'
import { Challenge, type ChallengeTexts, useChallenge } from '@/components/form/challenge'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { PhoneFields, type PhoneFieldTexts } from '@/components/form/phone-fields'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import { validateBy } from '@/components/form/validate'
import { PageTitle } from '@/components/ui/page-title'
import type { PhoneInput } from '@/lib/verification/input'

const validate = validateBy(() => import('@/lib/verification/input').then((module) => module.phoneInput))

interface Props {
  action: Action<PhoneInput>
  texts: FormTexts & PhoneFieldTexts & { challenge: ChallengeTexts }
  countryOptions: string
  country: string
  phone?: string
}

/** Phone number form, the first step of sign-up and password reset. */
export function PhoneForm({ action, texts, countryOptions, country, phone }: Props) {
  const { state, form, field, message, failed, pending } = useActionForm({ action, validate, texts })
  const required = state?.challenge
  const challenge = useChallenge(required)
  return (
    <>
      <LimitNote limit={state?.limit} />
      <form {...form} className="flex flex-col gap-6">
        <PageTitle texts={texts} failed={failed} />
        <FormMessage message={message} />
        <PhoneFields
          texts={texts}
          countryOptions={countryOptions}
          country={field('country', country)}
          phone={{ ...field('phone', phone), autoComplete: 'tel' }}
        />
        <Challenge required={required} challenge={challenge} texts={texts.challenge} />
        <SubmitButton pending={pending || challenge.isUnderway} texts={texts} />
      </form>
    </>
  )
}
