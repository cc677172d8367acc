'use client'
import { useState } from 'react'
import type { TourTexts } from './texts'
import { DEFAULT_PACE_MS } from './use-tours'

const PACES = { none: 0, normal: DEFAULT_PACE_MS, slow: 4500 } as const
type Pace = keyof typeof PACES
const NAMES = Object.keys(PACES) as Pace[]

/** Chooses how long a tour stays at each caption. */
export function TourPace({ setPace, texts }: { setPace: (ms: number) => void; texts: TourTexts }) {
  const [pace, choose] = useState<Pace>('normal')
  return (
    <label className="network-choice">
      <span className="text-ink-soft">{texts.pace}</span>
      <select
        value={pace}
        onChange={(event) => {
          const chosen = event.target.value as Pace
          choose(chosen)
          setPace(PACES[chosen])
        }}
      >
        {NAMES.map((one) => (
          <option key={one} value={one}>
            {texts.paces[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
