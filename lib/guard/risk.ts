import { db } from '@/lib/db/client'
import { recentGuesses } from '@/lib/db/traffic'
import { isDoubtfulCountry, type Watched } from './conversion'
import { liftedAt } from './lifted'
import { type Client, generosityFor } from './policies'
import { refreshed } from './refreshed'

const REFRESHED_MS = 2000
/** So many wrong codes in ten minutes over everybody, and so many for each right one, are no people's typing errors. */
const WRONG = 100
const WRONG_FOR_EACH_RIGHT = 2

/** Somebody tries a few codes on each of very many numbers, which no limit of a number or an address sees. */
async function isGuessedEverywhere(client: Client): Promise<boolean> {
  const { entered, right } = await refreshed('guesses', REFRESHED_MS, async () => recentGuesses(db(), await liftedAt()))
  const wrong = entered - right
  return wrong >= WRONG * generosityFor(client) && wrong > right * WRONG_FOR_EACH_RIGHT
}

/** Why everybody who starts there is checked first; null when there is no reason. */
export async function raisedRisk(watched: Watched): Promise<'guesses' | 'country' | null> {
  if (await isGuessedEverywhere(watched)) return 'guesses'
  return (await isDoubtfulCountry(watched)) ? 'country' : null
}
