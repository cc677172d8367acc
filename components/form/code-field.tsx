'use client'
import type { ChangeEvent, ComponentProps } from 'react'
import { described, FieldFrame } from './field-frame'

const CODE_LENGTH = 6

interface Props extends ComponentProps<'input'> {
  id: string
  label: string
  hint?: string
  error?: string
  onComplete: (form: HTMLFormElement) => void
}

/** Blanks and dashes come with a pasted code; everything else is left for the check to speak about. */
const withoutBlanks = (text: string) => text.replace(/[\s\u2010-\u2015-]/g, '')

/** One real input; the six dashes under it are only drawn. */
export function CodeField({ label, hint, error, onComplete, ...input }: Props) {
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const control = event.currentTarget
    const code = withoutBlanks(control.value)
    if (code !== control.value) control.value = code
    input.onChange?.(event)
    if (/^\d{6}$/.test(code) && control.form) onComplete(control.form)
  }
  return (
    <FieldFrame id={input.id} label={label} hint={hint} error={error}>
      <span className="code-cells">
        <input
          {...input}
          {...described(input.id, { hint, error })}
          onChange={onChange}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the code is what one comes to this page for.
          autoFocus
          data-arrival
        />
        <span aria-hidden="true" className="code-marks">
          {Array.from({ length: CODE_LENGTH }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: six equal marks that never move.
            <i key={place} />
          ))}
        </span>
      </span>
    </FieldFrame>
  )
}
