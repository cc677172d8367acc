import type { ComponentProps } from 'react'
import { described, FieldFrame } from './field-frame'
import { CONTROL } from './text-field'

interface Props extends ComponentProps<'select'> {
  id: string
  label: string
  error?: string
}

export function SelectField({ label, error, children, ...select }: Props) {
  return (
    <FieldFrame id={select.id} label={label} error={error}>
      <span className="relative">
        <select
          {...select}
          {...described(select.id, { error })}
          className={`${CONTROL} appearance-none overflow-hidden text-ellipsis whitespace-normal pr-[min(3rem,15vw)]`}
        >
          {children}
        </select>
        <svg
          viewBox="0 0 16 16"
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-[min(1rem,5vw)] size-4 -translate-y-1/2 fill-none stroke-ink-soft"
        >
          <path d="m3 6 5 5 5-5" strokeWidth="1.5" />
        </svg>
      </span>
    </FieldFrame>
  )
}
