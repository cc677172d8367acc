'use client'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts } from '@/components/form/form-state'
import { LimitNote } from '@/components/form/limit-note'
import { NewPasswordField, type NewPasswordTexts, passwordPlaces } from '@/components/form/new-password-field'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import { UsernameField } from '@/components/form/username-field'
import { validateBy } from '@/components/form/validate'
import { PageTitle } from '@/components/ui/page-title'

const validate = validateBy(() => import('@/lib/accounts/input').then((module) => module.newPasswordInput))

interface Props {
  id: string
  phone: string
  action: Action<{ id: string; password: string }>
  texts: FormTexts & NewPasswordTexts & { phone: string; newPassword: string }
  minLength: number
  suggestion: string
}

export function NewPasswordForm({ id, phone, action, texts, minLength, suggestion }: Props) {
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
        <UsernameField phone={phone} label={texts.phone} />
        <NewPasswordField
          {...field('password')}
          label={texts.newPassword}
          texts={texts}
          minLength={minLength}
          suggestion={suggestion}
        />
        <SubmitButton pending={pending} texts={texts} />
      </form>
    </>
  )
}
