import { getTranslations } from 'next-intl/server'
import { GATEWAY_NAMES, type GatewayName, PRESET_NAMES, type PresetName } from '@/lib/demo/network-conditions'
import { type AttackTexts, attackTexts } from './attack-texts'
import { type PathTexts, pathTexts } from './path-texts'
import type { TourState } from './tour-runner'
import { TOUR_NAMES, type TourName } from './tours'
import { type UnderTheHoodTexts, underTheHoodTexts } from './under-the-hood-texts'

export interface StageTexts extends PathTexts {
  app: string
  appFrame: string
  phone: string
  phoneFrame: string
  pathEmpty: string
  choosePath: string
  people: string
  signUpAs: string
  startOver: string
  failed: string
  fullScreen: string
  fromMessages: string
  lost: string
  network: NetworkTexts
  tours: TourTexts
  hood: UnderTheHoodTexts
  attack: AttackTexts
}

interface NetworkTexts {
  label: string
  failed: string
  custom: string
  presets: { name: PresetName; title: string }[]
  slowMotion: string
  adjust: string
  gateways: { name: GatewayName; title: string }[]
  sliders: Record<'delayMs' | 'loss' | 'failureRate' | 'receiptDelayMs', string>
  clear: string
}

export interface TourTexts {
  legend: string
  tour: string
  play: string
  pause: string
  resume: string
  step: string
  stop: string
  pace: string
  paces: Record<'none' | 'normal' | 'slow', string>
  /** Of the others, the caption says enough. */
  states: Partial<Record<TourState, string>>
  takenOver: string
  /** Before the first tour. */
  idle: string
  titles: Record<TourName, string>
  /** By the names of tour and caption, with a dot between. */
  captions: Record<string, string>
}

/** Texts of the stage. Those with a placeholder in braces are completed in the browser. */
export async function stageTexts(): Promise<StageTexts> {
  const t = await getTranslations('stage')
  const raw = (key: 'signUpAs' | 'fromMessages') => t.raw(key) as string
  return {
    ...(await pathTexts()),
    app: t('app'),
    appFrame: t('appFrame'),
    phone: t('phone'),
    phoneFrame: t('phoneFrame'),
    pathEmpty: t('pathEmpty'),
    choosePath: t('choosePath'),
    people: t('people'),
    signUpAs: raw('signUpAs'),
    startOver: t('startOver'),
    failed: t('failed'),
    fullScreen: t('fullScreen'),
    fromMessages: raw('fromMessages'),
    lost: t('lost'),
    network: await networkTexts(),
    tours: await tourTexts(),
    hood: await underTheHoodTexts(),
    attack: await attackTexts(),
  }
}

async function networkTexts(): Promise<NetworkTexts> {
  const t = await getTranslations('stage.network')
  return {
    label: t('label'),
    failed: t('failed'),
    custom: t('custom'),
    presets: PRESET_NAMES.map((name) => ({ name, title: t(`presets.${name}`) })),
    slowMotion: t('slowMotion'),
    adjust: t('adjust'),
    gateways: GATEWAY_NAMES.map((name) => ({ name, title: t(`gateways.${name}`) })),
    sliders: t.raw('sliders') as NetworkTexts['sliders'],
    clear: t('clear'),
  }
}

async function tourTexts(): Promise<TourTexts> {
  const t = await getTranslations('tours')
  const captions = TOUR_NAMES.flatMap((name) =>
    Object.entries(t.raw(`captions.${name}`) as Record<string, string>).map(([key, text]) => [`${name}.${key}`, text]),
  )
  return {
    legend: t('legend'),
    tour: t('tour'),
    play: t('play'),
    pause: t('pause'),
    resume: t('resume'),
    step: t('step'),
    stop: t('stop'),
    pace: t('pace'),
    paces: t.raw('paces') as TourTexts['paces'],
    states: t.raw('states') as TourTexts['states'],
    takenOver: t('takenOver'),
    idle: t('idle'),
    titles: t.raw('titles') as TourTexts['titles'],
    captions: Object.fromEntries(captions),
  }
}
