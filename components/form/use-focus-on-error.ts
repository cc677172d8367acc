'use client'
import { type RefObject, useEffect } from 'react'
import type { FormState } from './form-state'

/** After a rejection, moves the focus to the first invalid field, otherwise to the form message. */
export function useFocusOnError<T>(form: RefObject<HTMLFormElement | null>, state: FormState<T>) {
  useEffect(() => {
    if (!state) return
    const target = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-message]')
    target?.focus()
    if (target instanceof HTMLInputElement) target.select()
  }, [form, state])
}
