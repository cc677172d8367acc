import { type Challenge as AltchaChallenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/** Solves the puzzle of a challenge; the browser derives the keys beside the page's own thread, so nothing hangs. */
export async function solvePuzzle(puzzle: string, stop: AbortController): Promise<string> {
  const challenge = JSON.parse(puzzle) as AltchaChallenge
  const solution = await solveChallenge({ challenge, deriveKey, controller: stop })
  if (!solution) throw new Error('not solved')
  return JSON.stringify({ challenge, solution })
}
