'use client'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts } from '@/components/form/form-state'
import { NewPasswordField, type NewPasswordTexts, passwordPlaces } from '@/components/form/new-password-field'
import { PasswordField } from '@/components/form/password-field'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import { validateBy } from '@/components/form/validate'
import { PageTitle } from '@/components/ui/page-title'

const validate = validateBy(() => import('@/lib/accounts/input').then((module) => module.changePasswordInput))

interface Props {
  action: Action<{ current: string; password: string }>
  texts: FormTexts & NewPasswordTexts & { current: string; newPassword: string }
  minLength: number
  suggestion: string
}

export function ChangePasswordForm({ action, texts, minLength, suggestion }: Props) {
  const { form, field, message, failed, pending } = useActionForm({
    action,
    validate,
    texts,
    places: passwordPlaces(minLength),
  })
  return (
    <form {...form} className="flex flex-col gap-6">
      <PageTitle texts={texts} failed={failed} />
      <FormMessage message={message} />
      <PasswordField {...field('current')} label={texts.current} texts={texts} autoComplete="current-password" />
      <NewPasswordField
        {...field('password')}
        label={texts.newPassword}
        texts={texts}
        minLength={minLength}
        suggestion={suggestion}
      />
      <SubmitButton pending={pending} texts={texts} />
    </form>
  )
}
