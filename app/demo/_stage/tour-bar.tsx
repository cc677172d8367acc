'use client'
import { useEffect, useState } from 'react'
import type { TourTexts } from './texts'
import { TOUR_NAMES, type TourName } from './tours'
import type { TourControls } from './use-tours'

const CONTROLS = 'a, button, input, select, summary, textarea, iframe'

interface Props {
  tours: TourControls
  texts: TourTexts
}

/** Chooses and plays tours. Outside of fields, the arrow keys choose or step, and Space plays or pauses. */
export function TourBar({ tours, texts }: Props) {
  const [chosen, setChosen] = useState<TourName>(TOUR_NAMES[0])
  const { name, state } = tours.view
  const isUnderway = state === 'playing' || state === 'paused'
  const toggle = () => (state === 'playing' ? tours.pause() : state === 'paused' ? tours.resume() : tours.play(chosen))
  useStageKeys((key) => {
    if (key === ' ') toggle()
    else if (isUnderway && key === 'ArrowRight') tours.step()
    else if (isUnderway && key === 'Escape') tours.stop()
    else if (!isUnderway && key === 'ArrowRight') setChosen(neighbor(chosen, 1))
    else if (!isUnderway && key === 'ArrowLeft') setChosen(neighbor(chosen, -1))
    else return false
    return true
  })
  return (
    <fieldset className="tour-bar">
      <legend className="sr-only">{texts.legend}</legend>
      <select
        aria-label={texts.tour}
        value={isUnderway && name ? name : chosen}
        disabled={isUnderway}
        onChange={(event) => setChosen(event.target.value as TourName)}
      >
        {TOUR_NAMES.map((one) => (
          <option key={one} value={one}>
            {texts.titles[one]}
          </option>
        ))}
      </select>
      <button type="button" className="stage-button" data-look="primary" onClick={toggle}>
        {state === 'playing' ? texts.pause : state === 'paused' ? texts.resume : texts.play}
      </button>
      <button type="button" className="stage-button" aria-disabled={!isUnderway} onClick={tours.step}>
        {texts.step}
      </button>
      <button type="button" className="stage-button" aria-disabled={!isUnderway} onClick={tours.stop}>
        {texts.stop}
      </button>
    </fieldset>
  )
}

const neighbor = (name: TourName, by: number): TourName =>
  TOUR_NAMES.at((TOUR_NAMES.indexOf(name) + by) % TOUR_NAMES.length) ?? name

/** Passes on keys that no control of the page uses. `handle` returns whether it used the key. */
function useStageKeys(handle: (key: string) => boolean) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isModified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
      if (isModified || (event.target instanceof Element && event.target.closest(CONTROLS))) return
      if (handle(event.key)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
