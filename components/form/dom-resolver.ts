import type { RefObject } from 'react'
import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form'
import { formEntries } from './form-entries'
import type { FormTexts, LoadValidator } from './form-state'
import { interpolate } from './interpolate'

export interface Validation {
  validate: LoadValidator
  texts: FormTexts
  /** Values for the placeholders in error messages. */
  places?: (input: Record<string, unknown>) => Record<string, string | number>
}

const isUnseen = (element: Element | RadioNodeList | null) =>
  !(element instanceof HTMLElement) || (element instanceof HTMLInputElement && element.type === 'hidden')

/** Validates the form's DOM values. Errors of hidden fields are left to the server, because the user can't fix them. */
export function domResolver<T extends FieldValues>(
  element: RefObject<HTMLFormElement | null>,
  { validate, texts, places = () => ({}) }: Validation,
): Resolver<T> {
  return async (values) => {
    const form = element.current
    const input = form ? Object.fromEntries(formEntries(form)) : {}
    const found = await validate().then(
      (look) => look(input) ?? {},
      () => ({}),
    )
    const shown = Object.entries<string>(found).filter(([name]) => form && !isUnseen(form.elements.namedItem(name)))
    if (shown.length === 0) return { values, errors: {} }
    const sentence = (key: string) => interpolate(texts.errors[key] ?? key, places(input))
    const errors = shown.map(([name, key]) => [name, { type: key, message: sentence(key) }])
    return { values: {}, errors: Object.fromEntries(errors) as FieldErrors<T> }
  }
}
