'use client'
import { type ChangeEvent, type SubmitEvent, startTransition, useActionState, useEffect, useRef, useState } from 'react'
import type { FieldValues, Path } from 'react-hook-form'
import type { Validation } from './dom-resolver'
import type { FormControl } from './form-control'
import { formEntries } from './form-entries'
import type { Action, FormState } from './form-state'
import { restoreEntries } from './kept-entries'
import { useFocusOnError } from './use-focus-on-error'
import { withNetworkError } from './with-network-error'

interface Options<T> extends Validation {
  action: Action<T>
  /** Called right before a scripted submission. */
  onSend?: (data: FormData) => void
}

/** Loads React Hook Form on demand, because it is first needed at a submission. */
const loadControl = () => import('./form-control')

/**
 * Returns the state and handlers of a form. Without JavaScript the browser posts it; otherwise scripts validate and send it.
 * Values are read from the DOM, because only it has those that were autofilled, or typed before hydration.
 */
export function useActionForm<T extends FieldValues>({ action, onSend, ...validation }: Options<T>) {
  // Only the unwrapped action works as a post without JavaScript.
  const [resilient] = useState(() =>
    typeof window === 'undefined' ? action : withNetworkError(action, validation.texts),
  )
  const [state, dispatch, pending] = useActionState<FormState<T>, FormData>(resilient as never, null as never)
  const element = useRef<HTMLFormElement>(null)
  const underway = useRef(false)
  const control = useRef<FormControl>(null)
  const [errors, setErrors] = useState<Record<string, string | undefined>>({})
  const { isEdited, noteEdit } = useEdited(state)
  useFocusOnError(element, state)
  const [restored, setRestored] = useState(false)
  useEffect(() => {
    if (restoreEntries()) setRestored(true)
  }, [])
  const message = state?.message ?? (restored && !state ? validation.texts.updated : undefined)

  const errorOf = (name: string): string | undefined =>
    errors[name] ?? (isEdited(name) ? undefined : state?.errors?.[name])

  const preload = () => void Promise.allSettled([loadControl(), validation.validate()])

  const onSubmit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending || underway.current) return
    const form = event.currentTarget
    const send = () => {
      const data = formEntries(form)
      onSend?.(data)
      startTransition(() => dispatch(data))
    }
    underway.current = true
    try {
      preload()
      control.current ??= await loadControl().then(
        ({ formControl }) => formControl(element, validation, setErrors),
        () => null,
      )
      // Without validation if it could not be loaded: the server validates, too.
      await (control.current ? control.current.submit(send) : send())
    } finally {
      underway.current = false
    }
  }

  return {
    state,
    pending,
    message: pending ? undefined : message,
    failed: Boolean(state?.message) || Object.keys({ ...errors, ...state?.errors }).some(errorOf),
    form: { ref: element, action: dispatch, noValidate: true, onSubmit, onFocusCapture: preload },
    field: (name: Path<T>, initial?: string) => ({
      name,
      id: name,
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
        noteEdit(name)
        // A field that had the focus before hydration gets no focus event.
        preload()
        void control.current?.change(name, event)
      },
      defaultValue: state?.values?.[name] ?? initial,
      error: errorOf(name),
      // Moves the focus to the first error after a post without JavaScript; with scripts useFocusOnError does.
      autoFocus: name === Object.keys(state?.errors ?? {})[0],
    }),
  }
}

/** Tracks which fields were edited after the last response, because its errors for these fields are outdated. */
function useEdited(response: unknown) {
  const [edited, setEdited] = useState<{ since: unknown; names: string[] }>({ since: response, names: [] })
  const names = edited.since === response ? edited.names : []
  return {
    isEdited: (name: string) => names.includes(name),
    noteEdit: (name: string) => setEdited({ since: response, names: [...names, name] }),
  }
}
