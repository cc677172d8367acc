'use client'
import { type SubmitEvent, startTransition, useActionState, useEffect, useRef, useState } from 'react'
import { type FieldValues, type Path, useForm } from 'react-hook-form'
import { domResolver, type Validation } from './dom-resolver'
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
  const { register, handleSubmit, formState } = useForm<T>({ resolver: domResolver(element, validation) })
  const { isEdited, noteEdit } = useEdited(state)
  useFocusOnError(element, state)
  const [restored, setRestored] = useState(false)
  useEffect(() => {
    if (restoreEntries()) setRestored(true)
  }, [])
  const message = state?.message ?? (restored && !state ? validation.texts.updated : undefined)

  const errorOf = (name: string): string | undefined =>
    (formState.errors[name]?.message as string | undefined) ?? (isEdited(name) ? undefined : state?.errors?.[name])

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
    await handleSubmit(send)(event)
    underway.current = false
  }
  const onFocusCapture = () => void validation.validate().catch(() => null)

  return {
    state,
    pending,
    message: pending ? undefined : message,
    failed: Boolean(state?.message) || Object.keys({ ...formState.errors, ...state?.errors }).some(errorOf),
    form: { ref: element, action: dispatch, noValidate: true, onSubmit, onFocusCapture },
    field: (name: Path<T>, initial?: string) => ({
      ...register(name, { onChange: () => noteEdit(name) }),
      id: name,
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
