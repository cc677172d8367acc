'use client'
import { useState } from 'react'
import type { GatewayName, NetworkCondition, PresetName } from '@/lib/demo/network-conditions'
import type { StageNetwork } from '@/lib/demo/stage'
import { changeNetwork, type NetworkChange } from './change-network'
import { Slider } from './slider'
import type { StageTexts } from './texts'

const CUSTOM = ''
const SLIDERS = ['delayMs', 'loss', 'failureRate', 'receiptDelayMs'] as const
const MOST_MS = 20_000
/** Shown for a gateway without a delay of its own. */
const USUAL_MS = 1500

/** The conditions in effect, also if another viewer changed them: a preset, slow motion, and sliders for each gateway. */
export function NetworkPanel({ network, texts }: { network: StageNetwork; texts: StageTexts['network'] }) {
  const [failed, setFailed] = useState(false)
  const { preset, gateways } = network
  const slowMotion = gateways.handset.slowMotion
  async function change(to: NetworkChange): Promise<boolean> {
    const isStored = await changeNetwork(to)
    setFailed(!isStored)
    return isStored
  }
  const changeAll = (to: (of: NetworkCondition) => Partial<NetworkCondition>) =>
    change({ gateways: mapGateways(gateways, (one) => ({ ...one, ...to(one) })) })
  return (
    <div className="network">
      <label className="network-choice">
        <span className={failed ? 'text-alarm' : 'text-ink-soft'}>{failed ? texts.failed : texts.label}</span>
        <select
          value={preset ?? CUSTOM}
          onChange={(event) => void change({ preset: event.target.value as PresetName, slowMotion })}
        >
          {preset === null && <option value={CUSTOM}>{texts.custom}</option>}
          {texts.presets.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="network-choice">
        <input
          type="checkbox"
          checked={slowMotion}
          onChange={(event) => void changeAll(() => ({ slowMotion: event.target.checked }))}
        />
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
                  value={gateways[name][field] ?? USUAL_MS}
                  {...(field === 'loss' || field === 'failureRate' ? SHARE : MILLISECONDS)}
                  onSettle={(value) => change({ gateways: withField(gateways, name, { [field]: value }) })}
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

const mapGateways = (gateways: StageNetwork['gateways'], change: (of: NetworkCondition) => NetworkCondition) =>
  Object.fromEntries(Object.entries(gateways).map(([name, of]) => [name, change(of)])) as StageNetwork['gateways']

const withField = (gateways: StageNetwork['gateways'], name: GatewayName, change: Partial<NetworkCondition>) => ({
  ...gateways,
  [name]: { ...gateways[name], ...change },
})
