'use client'
import { useState } from 'react'
import type { Person } from '@/lib/demo/people'
import type { StageNetwork } from '@/lib/demo/stage'
import { NetworkPanel } from './network-panel'
import type { StageTexts } from './texts'
import { TourPace } from './tour-pace'

interface Props {
  people: readonly Person[]
  /** Begins anew as a person; null: as none, after deleting what the stage has stored. */
  begin: (as: Person | null) => Promise<void>
  network: StageNetwork
  setPace: (ms: number) => void
  fullScreen: () => void
  texts: StageTexts
}

/** The presenter's controls. */
export function StageBar({ people, begin, network, setPace, fullScreen, texts }: Props) {
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState(false)
  async function press(as: Person | null) {
    if (busy) return
    setBusy(true)
    await begin(as).then(
      () => setFailed(false),
      () => setFailed(true),
    )
    setBusy(false)
  }
  return (
    <div className="stage-bar">
      {people.length > 0 && (
        <fieldset className="stage-people">
          <legend>{texts.people}</legend>
          {people.map((one) => (
            <button
              key={one.phone}
              type="button"
              className="stage-button"
              data-look="primary"
              aria-label={texts.signUpAs.replace('{name}', one.name)}
              onClick={() => void press(one)}
            >
              {one.name}
            </button>
          ))}
        </fieldset>
      )}
      <NetworkPanel network={network} texts={texts.network} />
      {people.length > 0 && <TourPace setPace={setPace} texts={texts.tours} />}
      <div className="stage-people">
        {people.length > 0 && (
          <button type="button" className="stage-button" onClick={() => void press(null)}>
            {texts.startOver}
          </button>
        )}
        <button type="button" className="stage-button" onClick={fullScreen}>
          {texts.fullScreen}
        </button>
      </div>
      <p role="alert" className="text-alarm text-small empty:sr-only">
        {failed ? texts.failed : ''}
      </p>
    </div>
  )
}
