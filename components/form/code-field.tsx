'use client'
import {
  type ChangeEvent,
  type ClipboardEvent,
  type ComponentProps,
  type CompositionEvent,
  useRef,
  useState,
} from 'react'
import { CODE_LENGTH } from '@/lib/verification/code-text'
import { type CodeProblem, editCode, pasteCode } from './code-entry'
import { described, FieldFrame } from './field-frame'
import { setInputValue } from './set-input-value'

interface Props extends ComponentProps<'input'> {
  id: string
  label: string
  hint?: string
  error?: string
  /** Error messages for rejected pastes, by key. */
  problems: Record<string, string>
  onComplete: (form: HTMLFormElement) => void
}

/** A single input for up to six digits; the six dashes under it are decorative. */
export function CodeField({ label, hint, error, problems, onComplete, ...input }: Props) {
  const held = useRef('')
  const [problem, setProblem] = useState<CodeProblem>()
  const shownError = problem ? problems[problem] : error

  const onEdit = (event: ChangeEvent<HTMLInputElement> | CompositionEvent<HTMLInputElement>) => {
    // The value is not final while an input method is composing.
    if ('isComposing' in event.nativeEvent && event.nativeEvent.isComposing) return
    const control = event.currentTarget
    const { value, problem } = editCode(held.current, control.value)
    if (value !== control.value) replaceKeepingCaret(control, value)
    setProblem(problem)
    if (value === held.current) return
    held.current = value
    input.onChange?.(event as ChangeEvent<HTMLInputElement>)
    if (value.length === CODE_LENGTH && control.form) onComplete(control.form)
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault()
    const { id, value, selectionStart, selectionEnd } = event.currentTarget
    const unselected = value.slice(0, selectionStart ?? 0) + value.slice(selectionEnd ?? value.length)
    const entry = pasteCode(unselected, event.clipboardData.getData('text/plain'))
    setProblem(entry.problem)
    if (!entry.problem) setInputValue(id, entry.value)
  }

  return (
    <FieldFrame id={input.id} label={label} hint={hint} error={shownError}>
      <span className="code-cells">
        <input
          {...input}
          {...described(input.id, { hint, error: shownError })}
          onChange={onEdit}
          onCompositionEnd={onEdit}
          onPaste={onPaste}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: entering the code is the purpose of the page.
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

function replaceKeepingCaret(control: HTMLInputElement, value: string) {
  const isAtEnd = control.selectionStart === control.value.length
  const caret = isAtEnd ? value.length : (control.selectionStart ?? value.length)
  control.value = value
  control.setSelectionRange(caret, caret)
}
