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
import { byKey } from './by-key'

export interface PathTexts {
  path: string
  receipt: string
  attempts: string
  stations: { name: StationName; title: string; what: string }[]
  states: Record<StationState, string>
  outcomes: Record<Outcome, string>
  ends: Record<End, string>
}

/** Texts of a code's path. Those with a placeholder in braces are completed in the browser. */
export async function pathTexts(): Promise<PathTexts> {
  const t = await getTranslations('stage')
  return {
    path: t('path'),
    receipt: t.raw('receipt') as string,
    attempts: t.raw('attempts') as string,
    stations: STATIONS.map((name) => ({ name, title: t(`stations.${name}.title`), what: t(`stations.${name}.what`) })),
    states: byKey(STATES, (state) => t(`states.${state}`)),
    outcomes: byKey(OUTCOMES, (outcome) => t(`outcomes.${outcome}`)),
    ends: byKey(ENDS, (end) => t(`ends.${end}`)),
  }
}
