'use client'
import { PageTitle } from '@/components/ui/page-title'
import type { PhoneInput } from '@/lib/verification/input'
import { validateBy } from './check'
import { ExtraCheck, type ExtraCheckTexts, useExtraCheck } from './extra-check'
import { FormMessage } from './form-message'
import type { Action, FormTexts } from './form-state'
import { LimitNote } from './limit-note'
import { type Country, PhoneFields, type PhoneFieldTexts } from './phone-fields'
import { SubmitButton } from './submit-button'
import { useActionForm } from './use-action-form'

const check = validateBy(() => import('@/lib/verification/input').then((module) => module.phoneInput))

interface Props {
  action: Action<PhoneInput>
  texts: FormTexts & PhoneFieldTexts & { extraCheck: ExtraCheckTexts }
  countries: Country[]
  country: string
  phone?: string
}

/** Where a code should go: the first step of every flow that starts from a number. */
export function PhoneForm({ action, texts, countries, country, phone }: Props) {
  const { state, form, field, message, failed, pending } = useActionForm({ action, check, texts })
  const asked = state?.check
  const extraCheck = useExtraCheck(asked)
  return (
    <>
      <LimitNote limit={state?.limit} />
      <form {...form} className="flex flex-col gap-6">
        <PageTitle texts={texts} failed={failed} />
        <FormMessage message={message} />
        <PhoneFields
          texts={texts}
          countries={countries}
          country={field('country', country)}
          phone={{ ...field('phone', phone), autoComplete: 'tel' }}
        />
        <ExtraCheck asked={asked} check={extraCheck} texts={texts.extraCheck} />
        <SubmitButton pending={pending || extraCheck.isUnderway} texts={texts} />
      </form>
    </>
  )
}
