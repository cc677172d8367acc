'use client'
import { useState } from 'react'
import type { PresetName } from '@/lib/demo/network-conditions'
import type { StageTexts } from './texts'

const CUSTOM = ''

/** Chooses the network conditions of all simulated gateways. Shows what is in effect, also if another viewer changed it. */
export function NetworkChoice({ current, texts }: { current: PresetName | null; texts: StageTexts }) {
  const [failed, setFailed] = useState(false)
  async function change(preset: string) {
    const body = new FormData()
    body.set('preset', preset)
    const response = await fetch('/demo/network', { method: 'POST', body }).catch(() => null)
    setFailed(!response?.ok)
  }
  return (
    <label className="flex min-w-0 flex-wrap items-center gap-2 text-small">
      <span className={failed ? 'text-alarm' : 'text-ink-soft'}>{failed ? texts.networkFailed : texts.network}</span>
      <select
        value={current ?? CUSTOM}
        onChange={(event) => void change(event.target.value)}
        className="min-h-11 min-w-0 max-w-full rounded-small border border-edge bg-surface px-3"
      >
        {current === null && <option value={CUSTOM}>{texts.custom}</option>}
        {texts.presets.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}
