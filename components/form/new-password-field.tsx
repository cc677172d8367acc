'use client'
import { type ComponentProps, useState } from 'react'
import { LiveText } from '@/components/ui/live-text'
import { codePoints } from '@/lib/accounts/code-points'
import { PassphraseSuggestion, type SuggestionTexts } from './passphrase-suggestion'
import { type PasswordTexts, RevealablePassword } from './password-field'
import { setInputValue } from './set-input-value'
import { useAfterPause } from './use-after-pause'

export interface NewPasswordTexts extends PasswordTexts, SuggestionTexts {
  rule: string
  /** Indexed by the number of missing characters. */
  missing: string[]
  enough: string
}

interface Props extends ComponentProps<'input'> {
  id: string
  label: string
  texts: NewPasswordTexts
  minLength: number
  suggestion: string
  error?: string
}

export const passwordPlaces = (min: number) => (input: Record<string, unknown>) => ({
  min,
  missing: min - codePoints(String(input.password)),
})

export function NewPasswordField({ label, texts, minLength, suggestion, error, ...input }: Props) {
  const [length, setLength] = useState(0)
  const [shown, setShown] = useState(false)
  const missing = minLength - length
  const progress = missing > 0 ? texts.missing[missing] : texts.enough
  return (
    <div className="flex flex-col gap-2">
      <RevealablePassword
        {...input}
        label={label}
        texts={texts}
        error={error}
        autoComplete="new-password"
        hint={texts.rule}
        shown={shown}
        onShow={setShown}
        onChange={(event) => {
          input.onChange?.(event)
          setLength(codePoints(event.currentTarget.value))
        }}
      />
      <Progress text={length > 0 && !error ? progress : undefined} isDone={missing <= 0} />
      <PassphraseSuggestion
        texts={texts}
        first={suggestion}
        onUse={(passphrase) => {
          setShown(true)
          setInputValue(input.id, passphrase)
        }}
      />
    </div>
  )
}

/** Shows the missing characters at every key, but announces them only after a pause. */
function Progress({ text, isDone }: { text: string | undefined; isDone: boolean }) {
  const announced = useAfterPause(text)
  return (
    <>
      <p aria-hidden="true" className={`text-small ${isDone ? 'text-signal' : 'text-ink-soft'}`}>
        <LiveText>{text}</LiveText>
      </p>
      <p role="status" className="sr-only">
        <LiveText>{announced}</LiveText>
      </p>
    </>
  )
}
