import type { ReactNode } from 'react'
import { LiveText } from '@/components/ui/live-text'

interface Props {
  id: string
  label: string
  hint?: ReactNode
  error?: string
  children: ReactNode
}

export const hintId = (id: string) => `${id}-hint`
export const errorId = (id: string) => `${id}-error`

/** Returns the ARIA attributes of a control; an error replaces its hint. */
export function described(id: string, { hint, error }: { hint?: unknown; error?: string }) {
  const hinted = hint ? hintId(id) : undefined
  return { 'aria-invalid': error ? true : undefined, 'aria-describedby': error ? errorId(id) : hinted } as const
}

export function FieldFrame({ id, label, hint, error, children }: Props) {
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      <FieldError id={id} error={error} />
      {hint && !error && (
        <p id={hintId(id)} className="text-ink-soft text-small">
          {hint}
        </p>
      )}
    </div>
  )
}

/** Always rendered, because screen readers announce only changes within an existing live region. */
function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return (
    <div role="alert" className="empty:sr-only">
      {error && (
        <p id={errorId(id)} className="flex gap-2 text-alarm text-small">
          <svg viewBox="0 0 16 16" aria-hidden="true" className="mt-0.5 size-4 shrink-0 fill-none stroke-current">
            <circle cx="8" cy="8" r="6.5" strokeWidth="1.5" />
            <path d="M8 4.5v4.25M8 11v.5" strokeWidth="1.75" />
          </svg>
          <LiveText>{error}</LiveText>
        </p>
      )}
    </div>
  )
}
