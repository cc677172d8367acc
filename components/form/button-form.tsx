'use client'
import { useActionState, useRef, useState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormState, FormTexts } from '@/components/form/form-state'
import { SubmitButton } from '@/components/form/submit-button'
import { useFocusOnError } from '@/components/form/use-focus-on-error'
import { withNetworkError } from '@/components/form/with-network-error'

interface Props<T> {
  action: Action<T>
  fields: T
  texts: FormTexts
  about?: string
}

/** A form with only a button. Loaded by every page, so it omits the validation code of other forms. */
export function ButtonForm<T extends Record<string, string>>({ action, fields, texts, about }: Props<T>) {
  // Only the unwrapped action works as a post without JavaScript.
  const [send] = useState(() => (typeof window === 'undefined' ? action : withNetworkError(action, texts)))
  const [state, dispatch, pending] = useActionState<FormState<T>, FormData>(send as never, null as never)
  const element = useRef<HTMLFormElement>(null)
  useFocusOnError(element, state)
  return (
    <form ref={element} action={dispatch} className="flex flex-col items-start gap-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormMessage message={pending ? undefined : state?.message} />
      <SubmitButton pending={pending} texts={texts} look="quiet" about={about} />
    </form>
  )
}
