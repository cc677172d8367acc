'use client'
import { useId, useState } from 'react'
import { useHydrated } from '@/components/form/use-hydrated'
import { buttonClass } from '@/components/ui/button-class'
import './attack-panel.css'
import { AttackResults } from './attack-results'
import type { AttackTexts } from './attack-texts'
import { DEFAULT_PRICE_CENTS } from './bill'
import type { AttackProgress } from './run-attack'
import type { AttackState, useAttack } from './use-attack'

const CENTS = 100

/** Runs an SMS pumping attack on this server, and shows what it sent and would have cost. */
export function AttackPanel({ attack, texts }: { attack: ReturnType<typeof useAttack>; texts: AttackTexts }) {
  const id = useId()
  const hydrated = useHydrated()
  const { state, progress, run, stop } = attack
  const [price, setPrice] = useState(String(DEFAULT_PRICE_CENTS / CENTS))
  const isActive = state === 'active'
  return (
    <section aria-labelledby={id} className="attack-panel" data-hydrated={hydrated || undefined}>
      <h2 id={id} className="font-medium">
        {texts.heading}
      </h2>
      <p className="text-ink-soft text-small">{texts.lead}</p>
      <div className="attack-controls">
        <button type="button" className={buttonClass()} aria-disabled={isActive} onClick={() => void run()}>
          {texts.run}
        </button>
        {isActive && (
          <button type="button" className={buttonClass('quiet')} onClick={stop}>
            {texts.stop}
          </button>
        )}
        <label className="attack-price">
          <span>{texts.price}</span>
          <input
            type="number"
            inputMode="decimal"
            min="0"
            max="10"
            step="0.0001"
            value={price}
            onChange={(event) => setPrice(event.target.value)}
          />
        </label>
      </div>
      {progress && <AttackResults progress={progress} priceCents={Number(price) * CENTS} texts={texts} />}
      <p role="status" className={state === 'failed' ? 'text-alarm' : undefined}>
        {outcomeOf(state, progress, texts)}
      </p>
    </section>
  )
}

function outcomeOf(state: AttackState, progress: AttackProgress | null, texts: AttackTexts): string {
  if (state === 'idle' || state === 'active') return ''
  return texts[state]
    .replace('{sent}', (progress?.sent ?? 0).toLocaleString('en-US'))
    .replace('{attempted}', (progress?.attempted ?? 0).toLocaleString('en-US'))
}
