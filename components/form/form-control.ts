import type { RefObject } from 'react'
import { createFormControl } from 'react-hook-form'
import { domResolver, type Validation } from './dom-resolver'

export type FormControl = ReturnType<typeof formControl>

/** Validates a form when it is submitted, and from then on at every change. Loaded when the form is first used. */
export function formControl(
  element: RefObject<HTMLFormElement | null>,
  validation: Validation,
  onErrors: (errors: Record<string, string | undefined>) => void,
) {
  const { register, handleSubmit, subscribe } = createFormControl({ resolver: domResolver(element, validation) })
  subscribe({
    formState: { errors: true },
    callback: ({ errors = {} }) =>
      onErrors(Object.fromEntries(Object.entries(errors).map(([name, error]) => [name, error?.message as string]))),
  })
  return {
    /** Calls `send` if the form is valid, otherwise moves the focus to the first invalid field. */
    submit: (send: () => void) => {
      for (const control of [...(element.current?.elements ?? [])])
        if (isField(control)) register(control.name).ref(control)
      return handleSubmit(send)()
    },
    change: (name: string, event: { target: unknown; type?: unknown }) => register(name).onChange(event),
  }
}

const isField = (control: Element): control is HTMLInputElement | HTMLSelectElement =>
  control instanceof HTMLSelectElement ||
  (control instanceof HTMLInputElement && control.type !== 'hidden' && control.name !== '')
