'use client'
import { Challenge, type ChallengeTexts, useChallenge } from '@/components/form/challenge'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts, LoadValidator } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { PasswordField, type PasswordTexts } from '@/components/form/password-field'
import { PhoneFields, type PhoneFieldTexts } from '@/components/form/phone-fields'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { SignInInput } from '@/lib/accounts/input'

const validate: LoadValidator = () => import('./validate').then((module) => module.signInComplaints)

interface Props {
  action: Action<SignInInput>
  texts: FormTexts & PhoneFieldTexts & PasswordTexts & { password: string; forgot: string; challenge: ChallengeTexts }
  countryOptions: string
  country: string
  phone?: string
}

export function SignInForm({ action, texts, countryOptions, country, phone }: Props) {
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
          phone={{ ...field('phone', phone), autoComplete: 'username' }}
        />
        <div className="flex flex-col items-start gap-2 [&>*]:w-full">
          <PasswordField {...field('password')} label={texts.password} texts={texts} autoComplete="current-password" />
          <p className="text-small">
            <TextLink href="/reset-password">{texts.forgot}</TextLink>
          </p>
        </div>
        <Challenge required={required} challenge={challenge} texts={texts.challenge} />
        <SubmitButton pending={pending || challenge.isUnderway} texts={texts} />
      </form>
    </>
  )
}
