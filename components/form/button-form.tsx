'use client'
import { useActionState, useRef, useState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import type { Action, FormState, FormTexts } from '@/components/form/form-state'
import { SubmitButton } from '@/components/form/submit-button'
import { useFocusOnError } from '@/components/form/use-focus-on-error'
import { withNetworkError } from '@/components/form/with-network-error'

interface Props<T> {
  action: Action<T>
  /** What the form says besides being sent. */
  fields: T
  texts: FormTexts
  about?: string
}

/** A form that is only a button. Stands on every page, so it does without what forms with fields need. */
export function ButtonForm<T extends Record<string, string>>({ action, fields, texts, about }: Props<T>) {
  // The server must get the action itself, since only that can be posted to without JavaScript.
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
