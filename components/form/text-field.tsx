import type { ComponentProps, ReactNode } from 'react'
import { described, FieldFrame } from './field-frame'

export const CONTROL =
  'min-h-12 w-full rounded-small border border-edge bg-surface px-[min(1rem,5vw)] py-2.5 text-ink transition-colors duration-150 hover:border-ink aria-invalid:border-alarm'

interface Props extends ComponentProps<'input'> {
  id: string
  label: string
  hint?: ReactNode
  error?: string
}

export function TextField({ label, hint, error, className = '', ...input }: Props) {
  return (
    <FieldFrame id={input.id} label={label} hint={hint} error={error}>
      <input {...input} {...described(input.id, { hint, error })} className={`${CONTROL} ${className}`} />
    </FieldFrame>
  )
}
