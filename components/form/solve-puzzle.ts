import { type Challenge as AltchaChallenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/** Solves the proof of work. WebCrypto derives the keys off the main thread, so the page stays responsive. */
export async function solvePuzzle(puzzle: string, stop: AbortController): Promise<string> {
  const challenge = JSON.parse(puzzle) as AltchaChallenge
  const solution = await solveChallenge({ challenge, deriveKey, controller: stop })
  if (!solution) throw new Error('not solved')
  return JSON.stringify({ challenge, solution })
}
