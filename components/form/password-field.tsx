'use client'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { LiveText } from '@/components/ui/live-text'
import { described, FieldFrame } from './field-frame'
import { CONTROL } from './text-field'
import { useHydrated } from './use-hydrated'

export interface PasswordTexts {
  show: string
  hide: string
  showWhat: string
}

interface Props extends ComponentProps<'input'> {
  id: string
  label: string
  texts: PasswordTexts
  hint?: ReactNode
  error?: string
  autoComplete: 'new-password' | 'current-password'
}

export function PasswordField(props: Props) {
  const [shown, setShown] = useState(false)
  return <RevealablePassword {...props} shown={shown} onShow={setShown} />
}

interface RevealableProps extends Props {
  shown: boolean
  onShow: (shown: boolean) => void
}

export function RevealablePassword({ label, texts, hint, error, shown, onShow, ...input }: RevealableProps) {
  const hydrated = useHydrated()
  return (
    <FieldFrame id={input.id} label={label} hint={hint} error={error}>
      <span className="relative">
        <input
          {...input}
          {...described(input.id, { hint, error })}
          type={shown ? 'text' : 'password'}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className={`${CONTROL} pr-20`}
        />
        {hydrated && (
          <button
            type="button"
            aria-controls={input.id}
            aria-pressed={shown}
            onClick={() => onShow(!shown)}
            className="absolute inset-y-0 right-0 min-w-16 rounded-small px-4 font-medium text-ink-soft text-small hover:text-ink"
          >
            <LiveText>{shown ? texts.hide : texts.show}</LiveText>
            <span className="sr-only"> {texts.showWhat}</span>
          </button>
        )}
      </span>
    </FieldFrame>
  )
}
