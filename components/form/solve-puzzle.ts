import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/** Solves the puzzle of an extra check; the browser derives the keys beside the page's own thread, so nothing hangs. */
export async function solvePuzzle(puzzle: string, stop: AbortController): Promise<string> {
  const challenge = JSON.parse(puzzle) as Challenge
  const solution = await solveChallenge({ challenge, deriveKey, controller: stop })
  if (!solution) throw new Error('not solved')
  return JSON.stringify({ challenge, solution })
}
