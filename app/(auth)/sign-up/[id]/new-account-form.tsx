'use client'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { NewPasswordField, type NewPasswordTexts, passwordPlaces } from '@/components/form/new-password-field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { UsernameField } from '@/components/form/username-field'
import { validateBy } from '@/components/form/validate'
import { PageTitle } from '@/components/ui/page-title'

const validate = validateBy(() => import('@/lib/accounts/input').then((module) => module.newAccountInput))

interface Props {
  id: string
  phone: string
  action: Action<{ id: string; name: string; password: string }>
  texts: FormTexts & NewPasswordTexts & { phone: string; name: string; nameHint: string; password: string }
  minLength: number
  suggestion: string
}

export function NewAccountForm({ id, phone, action, texts, minLength, suggestion }: Props) {
  const { state, form, field, message, failed, pending } = useActionForm({
    action,
    validate,
    texts,
    places: passwordPlaces(minLength),
  })
  return (
    <>
      <LimitNote limit={state?.limit} />
      <form {...form} className="flex flex-col gap-6">
        <PageTitle texts={texts} failed={failed} />
        <FormMessage message={message} />
        <input type="hidden" name="id" value={id} />
        <TextField {...field('name')} label={texts.name} hint={texts.nameHint} autoComplete="name" dir="auto" />
        <UsernameField phone={phone} label={texts.phone} />
        <NewPasswordField
          {...field('password')}
          label={texts.password}
          texts={texts}
          minLength={minLength}
          suggestion={suggestion}
        />
        <SubmitButton pending={pending} texts={texts} />
      </form>
    </>
  )
}
