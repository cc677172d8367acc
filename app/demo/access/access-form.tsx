'use client'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts } from '@/components/form/form-state'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { nothingToValidate } from '@/components/form/validate'
import { PageTitle } from '@/components/ui/page-title'

interface Props {
  action: Action<{ key: string }>
  texts: FormTexts & { key: string }
}

export function AccessForm({ action, texts }: Props) {
  const { form, field, message, failed, pending } = useActionForm({ action, validate: nothingToValidate, texts })
  return (
    <form {...form} className="flex flex-col gap-6">
      <PageTitle texts={texts} failed={failed} />
      <FormMessage message={message} />
      <TextField {...field('key')} label={texts.key} type="password" autoComplete="off" />
      <SubmitButton pending={pending} texts={texts} />
    </form>
  )
}
