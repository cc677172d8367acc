'use client'
import { PageTitle } from '@/components/ui/page-title'
import { FormMessage } from './form-message'
import type { Action, FormTexts, LoadCheck } from './form-state'
import { type Country, PhoneFields, type PhoneFieldTexts } from './phone-fields'
import { SubmitButton } from './submit-button'
import { useActionForm } from './use-action-form'

const check: LoadCheck = () => import('./phone-check').then((module) => module.phoneComplaints)

interface Props {
  action: Action<{ country: string; phone: string }>
  texts: FormTexts & PhoneFieldTexts
  countries: Country[]
  country: string
  phone?: string
}

/** Where a code should go: the first step of every flow that starts from a number. */
export function PhoneForm({ action, texts, countries, country, phone }: Props) {
  const { form, field, message, failed, pending } = useActionForm({ action, check, texts })
  return (
    <form {...form} className="flex flex-col gap-6">
      <PageTitle texts={texts} failed={failed} />
      <FormMessage message={message} />
      <PhoneFields
        texts={texts}
        countries={countries}
        country={field('country', country)}
        phone={{ ...field('phone', phone), autoComplete: 'tel' }}
      />
      <SubmitButton pending={pending} texts={texts} />
    </form>
  )
}
