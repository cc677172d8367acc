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
  const all = <Key extends string>(keys: readonly Key[], text: (key: Key) => string) =>
    Object.fromEntries(keys.map((key) => [key, text(key)])) as Record<Key, string>
  return {
    path: t('path'),
    receipt: t.raw('receipt') as string,
    attempts: t.raw('attempts') as string,
    stations: STATIONS.map((name) => ({ name, title: t(`stations.${name}.title`), what: t(`stations.${name}.what`) })),
    states: all(STATES, (state) => t(`states.${state}`)),
    outcomes: all(OUTCOMES, (outcome) => t(`outcomes.${outcome}`)),
    ends: all(ENDS, (end) => t(`ends.${end}`)),
  }
}
