import { db } from '@/lib/db/client'
import { recentGuesses } from '@/lib/db/traffic'
import { isDoubtfulCountry } from './conversion'
import { refreshed } from './refreshed'

const REFRESHED_MS = 2000
/** So many wrong codes in ten minutes over everybody, and so many for each right one, are no people's typing errors. */
const WRONG = 100
const WRONG_FOR_EACH_RIGHT = 2

/** Somebody tries a few codes on each of very many numbers, which no limit of a number or an address sees. */
async function isGuessedEverywhere(): Promise<boolean> {
  const { entered, right } = await refreshed('guesses', REFRESHED_MS, () => recentGuesses(db()))
  const wrong = entered - right
  return wrong >= WRONG && wrong > right * WRONG_FOR_EACH_RIGHT
}

export interface Watched {
  /** ISO 3166, of the number itself. */
  country: string
  /** The purposes that write to any number: what ranges and countries are watched for. */
  watched: string[]
}

/** Why everybody who starts there is checked first; null when there is no reason. */
export async function raisedRisk({ country, watched }: Watched): Promise<'guesses' | 'country' | null> {
  if (await isGuessedEverywhere()) return 'guesses'
  return (await isDoubtfulCountry(country, watched)) ? 'country' : null
}
