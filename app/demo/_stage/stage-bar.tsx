'use client'
import { useState } from 'react'
import { useHydrated } from '@/components/form/use-hydrated'
import { buttonClass } from '@/components/ui/button-class'
import type { Person } from '@/lib/demo/people'
import type { StageNetwork } from '@/lib/demo/stage'
import { NetworkPanel } from './network-panel'
import type { StageTexts } from './texts'
import { TourBar } from './tour-bar'
import type { TourControls } from './use-tours'

interface Props {
  people: readonly Person[]
  /** Begins anew as a person; null: as none, after deleting what the stage has stored. */
  begin: (as: Person | null) => Promise<void>
  network: StageNetwork
  tours: TourControls
  fullScreen: () => void
  texts: StageTexts
}

/** The presenter's controls. Hidden until they work. */
export function StageBar({ people, begin, network, tours, fullScreen, texts }: Props) {
  const hydrated = useHydrated()
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
    <div className="stage-bar" data-hydrated={hydrated || undefined}>
      {people.length > 0 && (
        <>
          <fieldset className="stage-people">
            <legend className="sr-only">{texts.people}</legend>
            {people.map((one) => (
              <button key={one.phone} type="button" className={buttonClass()} onClick={() => void press(one)}>
                {texts.signUpAs.replace('{name}', one.name)}
              </button>
            ))}
          </fieldset>
          <TourBar tours={tours} texts={texts.tours} />
        </>
      )}
      <NetworkPanel network={network} texts={texts.network} />
      <div className="stage-people">
        {people.length > 0 && (
          <button type="button" className={buttonClass('quiet')} onClick={() => void press(null)}>
            {texts.startOver}
          </button>
        )}
        <button type="button" className={buttonClass('quiet')} onClick={fullScreen}>
          {texts.fullScreen}
        </button>
      </div>
      <p role="alert" className="text-alarm text-small empty:sr-only">
        {failed ? texts.failed : ''}
      </p>
    </div>
  )
}
