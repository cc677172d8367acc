'use client'
import { type ComponentProps, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { LiveText } from '@/components/ui/live-text'
import { PasswordField, type PasswordTexts } from './password-field'
import { typeInto } from './type-into'
import { useHydrated } from './use-hydrated'

export interface NewPasswordTexts extends PasswordTexts {
  rule: string
  /** By how many characters are missing. */
  missing: string[]
  enough: string
  suggest: string
  suggestHint: string
  use: string
}

interface Props extends ComponentProps<'input'> {
  id: string
  label: string
  texts: NewPasswordTexts
  minLength: number
  suggestion: string
  error?: string
}

const codePoints = (text: string) => [...text.normalize('NFC')].length

/** What the sentence about a short password has places for. */
export const passwordPlaces = (min: number) => (input: Record<string, unknown>) => ({
  min,
  missing: min - codePoints(String(input.password)),
})

export function NewPasswordField({ label, texts, minLength, suggestion, error, ...input }: Props) {
  const [length, setLength] = useState(0)
  const hydrated = useHydrated()
  const missing = minLength - length
  const progress = missing > 0 ? texts.missing[missing] : texts.enough
  return (
    <div className="flex flex-col gap-2">
      <PasswordField
        {...input}
        label={label}
        texts={texts}
        error={error}
        autoComplete="new-password"
        hint={texts.rule}
        onChange={(event) => {
          input.onChange?.(event)
          setLength(codePoints(event.currentTarget.value))
        }}
      />
      <p className={`text-small ${missing > 0 ? 'text-ink-soft' : 'text-signal'}`}>
        <LiveText>{length > 0 && !error ? progress : undefined}</LiveText>
      </p>
      <details className="group">
        <summary className="text-link inline-flex min-h-11 cursor-pointer items-center text-small">
          {texts.suggest}
        </summary>
        <div className="flex flex-col items-start gap-3 border-signal border-l-2 py-1 pl-4">
          <p className="select-all break-words text-lead">{suggestion}</p>
          <p className="text-ink-soft text-small">{texts.suggestHint}</p>
          {hydrated && (
            <button type="button" className={buttonClass('quiet')} onClick={() => typeInto(input.id, suggestion)}>
              {texts.use}
            </button>
          )}
        </div>
      </details>
    </div>
  )
}
