'use client'
import { useState } from 'react'
import type { GatewayName, NetworkCondition, PresetName } from '@/lib/demo/network-conditions'
import type { StageNetwork } from '@/lib/demo/stage'
import { changeNetwork, type NetworkChange } from './change-network'
import { Slider } from './slider'
import type { StageTexts } from './texts'
import { useHeld } from './use-held'

const CUSTOM = '' as const
const SLIDERS = ['delayMs', 'loss', 'failureRate', 'receiptDelayMs'] as const
const MOST_MS = 20_000

/** The conditions in effect, also if another viewer changed them: a preset, slow motion, and sliders for each gateway. */
export function NetworkPanel({ network, texts }: { network: StageNetwork; texts: StageTexts['network'] }) {
  const [failed, setFailed] = useState(false)
  const { preset, gateways, usualDelayMs } = network
  const [slowMotion, holdSlowMotion] = useHeld(gateways.handset.slowMotion)
  const [chosen, holdChosen] = useHeld<PresetName | typeof CUSTOM>(preset ?? CUSTOM)
  const names = texts.gateways.map(({ name }) => name)
  async function change(to: NetworkChange): Promise<boolean> {
    const isStored = await changeNetwork(to)
    setFailed(!isStored)
    return isStored
  }
  const changeGateways = (which: GatewayName[], to: Partial<NetworkCondition>) =>
    change({
      gateways: { ...gateways, ...Object.fromEntries(which.map((name) => [name, { ...gateways[name], ...to }])) },
    })
  async function choose(to: PresetName) {
    holdChosen(to)
    if (!(await change({ preset: to, slowMotion }))) holdChosen(preset ?? CUSTOM)
  }
  async function slowDown(to: boolean) {
    holdSlowMotion(to)
    if (!(await changeGateways(names, { slowMotion: to }))) holdSlowMotion(!to)
  }
  return (
    <div className="network">
      <label className="network-choice">
        <span className={failed ? 'text-alarm' : 'text-ink-soft'}>{failed ? texts.failed : texts.label}</span>
        <select value={chosen} onChange={(event) => void choose(event.target.value as PresetName)}>
          {chosen === CUSTOM && <option value={CUSTOM}>{texts.custom}</option>}
          {texts.presets.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="network-choice">
        <input type="checkbox" checked={slowMotion} onChange={(event) => void slowDown(event.target.checked)} />
        <span>{texts.slowMotion}</span>
      </label>
      <details className="network-sliders">
        <summary>{texts.adjust}</summary>
        <div className="network-sheet">
          {texts.gateways.map(({ name, title }) => (
            <fieldset key={name}>
              <legend>{title}</legend>
              {SLIDERS.map((field) => (
                <Slider
                  key={field}
                  label={texts.sliders[field]}
                  value={gateways[name][field] ?? usualDelayMs}
                  {...(field === 'loss' || field === 'failureRate' ? SHARE : MILLISECONDS)}
                  onSettle={(value) => changeGateways([name], { [field]: value })}
                />
              ))}
            </fieldset>
          ))}
          <button type="button" className="stage-button" onClick={() => void change({ preset: 'clear' })}>
            {texts.clear}
          </button>
        </div>
      </details>
    </div>
  )
}

const SHARE = { max: 1, step: 0.05, format: (value: number) => `${Math.round(value * 100)}%` }
const MILLISECONDS = { max: MOST_MS, step: 250, format: (value: number) => `${value / 1000} s` }
