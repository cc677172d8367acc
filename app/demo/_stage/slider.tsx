'use client'
import { useId } from 'react'
import { useHeld } from './use-held'

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
  const [shown, hold] = useHeld(value)
  const settle = async () => {
    if (shown !== value && !(await onSettle(shown))) hold(value)
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
        onChange={(event) => hold(event.target.valueAsNumber)}
        onPointerUp={() => void settle()}
        onKeyUp={() => void settle()}
      />
    </p>
  )
}
