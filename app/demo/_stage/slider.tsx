'use client'
import { useId, useState } from 'react'

interface Props {
  label: string
  value: number
  max: number
  step: number
  format: (value: number) => string
  /** Called with the final value, once it is released or set by a key. Resolves to whether it was stored. */
  onSettle: (value: number) => Promise<boolean>
}

/** A range input that shows its value while it moves. */
export function Slider({ label, value, max, step, format, onSettle }: Props) {
  const id = useId()
  // Shown instead of the value `over` until the stored value changes.
  const [held, setHeld] = useState({ value, over: value })
  const shown = held.over === value ? held.value : value
  const settle = async () => {
    if (shown !== value && !(await onSettle(shown))) setHeld({ value, over: value })
  }
  return (
    <p className="slider">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className="tabular-nums">
        {format(shown)}
      </output>
      <input
        id={id}
        type="range"
        min={0}
        max={max}
        step={step}
        value={shown}
        aria-valuetext={format(shown)}
        onChange={(event) => setHeld({ value: event.target.valueAsNumber, over: value })}
        onPointerUp={() => void settle()}
        onKeyUp={() => void settle()}
      />
    </p>
  )
}
