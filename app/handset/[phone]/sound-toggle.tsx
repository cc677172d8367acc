'use client'
import { BellIcon } from './icons'

interface Props {
  isOn: boolean
  toggle: () => void
  label: string
}

export function SoundToggle({ isOn, toggle, label }: Props) {
  return (
    <button type="button" className="handset-chip" aria-pressed={isOn} onClick={toggle}>
      <BellIcon isOn={isOn} />
      {label}
    </button>
  )
}
