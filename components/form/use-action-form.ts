'use client'
import { type SubmitEvent, startTransition, useActionState, useRef, useState } from 'react'
import { type FieldErrors, type FieldValues, type Path, type Resolver, useForm } from 'react-hook-form'
import { filled } from './filled'
import type { Action, FormState, FormTexts, LoadCheck } from './form-state'
import { useFocusOnError } from './use-focus-on-error'

interface Options<T> {
  action: Action<T>
  check: LoadCheck
  texts: FormTexts
  /** Values for the `{places}` in the sentences of the check. */
  places?: (input: Record<string, unknown>) => Record<string, string | number>
}

const isUnseen = (element: Element | RadioNodeList | null) =>
  !(element instanceof HTMLElement) || (element instanceof HTMLInputElement && element.type === 'hidden')

/** React adds fields of its own for the post without JavaScript; they are not part of what was typed. */
function typed(form: HTMLFormElement): FormData {
  const data = new FormData(form)
  for (const name of [...data.keys()]) if (name.startsWith('$ACTION_')) data.delete(name)
  return data
}

/** An error without a digest never reached the server or never came back: the form stays, with a sentence. */
function keepOnLostLine<T>(action: Action<T>, texts: FormTexts): Action<T> {
  return async (state, data) => {
    try {
      return await action(state, data)
    } catch (error) {
      if (error instanceof Error && 'digest' in error) throw error
      return { message: texts.noConnection }
    }
  }
}

/**
 * One form: a plain post without JavaScript; with it, checked on the spot and sent without a reload. The DOM is the
 * truth (typed before hydration, autofilled, pasted), so the check reads the form and not what react-hook-form has seen.
 */
export function useActionForm<T extends FieldValues>({ action, check, texts, places = () => ({}) }: Options<T>) {
  // The server must get the action itself, since only that can be posted to without JavaScript.
  const [send] = useState(() => (typeof window === 'undefined' ? action : keepOnLostLine(action, texts)))
  const [state, dispatch, pending] = useActionState<FormState<T>, FormData>(send as never, null as never)
  const [edited, setEdited] = useState<{ of: FormState<T>; names: string[] }>({ of: state, names: [] })
  const element = useRef<HTMLFormElement>(null)
  const checking = useRef(false)
  useFocusOnError(element, state)

  const resolver: Resolver<T> = async (values) => {
    const form = element.current
    const input = form ? Object.fromEntries(typed(form)) : {}
    const found = await check().then(
      (look) => look(input) ?? {},
      () => ({}),
    )
    const shown = Object.entries(found).filter(([name]) => form && !isUnseen(form.elements.namedItem(name)))
    const errors = shown.map(([name, key]) => [
      name,
      { type: key, message: filled(texts.errors[key] ?? key, places(input)) },
    ])
    return errors.length === 0
      ? { values, errors: {} }
      : { values: {}, errors: Object.fromEntries(errors) as FieldErrors<T> }
  }
  const { register, handleSubmit, formState } = useForm<T>({ resolver, reValidateMode: 'onChange' })

  const isEdited = (name: string) => edited.of === state && edited.names.includes(name)
  const noteEdit = (name: string) =>
    setEdited((before) => ({ of: state, names: [...(before.of === state ? before.names : []), name] }))
  const errorOf = (name: Path<T>): string | undefined =>
    (formState.errors[name]?.message as string | undefined) ?? (isEdited(name) ? undefined : state?.errors?.[name])

  const onSubmit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending || checking.current) return
    const form = event.currentTarget
    checking.current = true
    await handleSubmit(() => startTransition(() => dispatch(typed(form))))(event)
    checking.current = false
  }
  return {
    state,
    pending,
    message: state?.message,
    failed:
      Boolean(state?.message) ||
      Object.keys({ ...formState.errors, ...state?.errors }).some((name) => errorOf(name as Path<T>)),
    form: {
      ref: element,
      action: dispatch,
      noValidate: true,
      onSubmit,
      onFocusCapture: () => void check().catch(() => null),
    },
    field: (name: Path<T>, initial?: string) => ({
      ...register(name, { onChange: () => noteEdit(name) }),
      id: name,
      defaultValue: state?.values?.[name] ?? initial,
      error: errorOf(name),
    }),
  }
}
