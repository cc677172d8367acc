'use client'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormTexts, LoadCheck } from '@/components/form/form-state'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'

/** Nothing is typed here. */
const check: LoadCheck = async () => () => null

interface Props<T> {
  action: Action<T>
  /** What the form says besides being sent. */
  fields: T
  texts: FormTexts
  about?: string
}

/** A form that is only a button. */
export function PressForm<T extends Record<string, string>>({ action, fields, texts, about }: Props<T>) {
  const { form, message, pending } = useActionForm({ action, check, texts })
  return (
    <form {...form} className="flex flex-col items-start gap-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormMessage message={message} />
      <SubmitButton pending={pending} texts={texts} look="quiet" about={about} />
    </form>
  )
}
