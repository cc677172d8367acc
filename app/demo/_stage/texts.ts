import { getTranslations } from 'next-intl/server'
import {
  ENDS,
  type End,
  OUTCOMES,
  type Outcome,
  STATES,
  STATIONS,
  type StationName,
  type StationState,
} from '@/lib/demo/code-path'
import { PRESET_NAMES, type PresetName } from '@/lib/demo/network-conditions'
import { type AttackTexts, attackTexts } from './attack-texts'
import { type UnderTheHoodTexts, underTheHoodTexts } from './under-the-hood-texts'

export interface StageTexts {
  app: string
  appFrame: string
  phone: string
  phoneFrame: string
  path: string
  pathEmpty: string
  choosePath: string
  people: string
  signUpAs: string
  restart: string
  fullScreen: string
  fromMessages: string
  lost: string
  receipt: string
  attempts: string
  network: string
  networkFailed: string
  custom: string
  presets: { name: PresetName; title: string }[]
  stations: { name: StationName; title: string; what: string }[]
  states: Record<StationState, string>
  outcomes: Record<Outcome, string>
  ends: Record<End, string>
  hood: UnderTheHoodTexts
  attack: AttackTexts
}

/** Texts of the stage. Those with a placeholder in braces are completed in the browser. */
export async function stageTexts(): Promise<StageTexts> {
  const t = await getTranslations('stage')
  const raw = (key: 'signUpAs' | 'fromMessages' | 'receipt' | 'attempts') => t.raw(key) as string
  const all = <Key extends string>(keys: readonly Key[], text: (key: Key) => string) =>
    Object.fromEntries(keys.map((key) => [key, text(key)])) as Record<Key, string>
  return {
    app: t('app'),
    appFrame: t('appFrame'),
    phone: t('phone'),
    phoneFrame: t('phoneFrame'),
    path: t('path'),
    pathEmpty: t('pathEmpty'),
    choosePath: t('choosePath'),
    people: t('people'),
    signUpAs: raw('signUpAs'),
    restart: t('restart'),
    fullScreen: t('fullScreen'),
    fromMessages: raw('fromMessages'),
    lost: t('lost'),
    receipt: raw('receipt'),
    attempts: raw('attempts'),
    network: t('network'),
    networkFailed: t('networkFailed'),
    custom: t('custom'),
    presets: PRESET_NAMES.map((name) => ({ name, title: t(`presets.${name}`) })),
    stations: STATIONS.map((name) => ({ name, title: t(`stations.${name}.title`), what: t(`stations.${name}.what`) })),
    states: all(STATES, (state) => t(`states.${state}`)),
    outcomes: all(OUTCOMES, (outcome) => t(`outcomes.${outcome}`)),
    ends: all(ENDS, (end) => t(`ends.${end}`)),
    hood: await underTheHoodTexts(),
    attack: await attackTexts(),
  }
}
