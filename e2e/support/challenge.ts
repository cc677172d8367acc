import { type Challenge as AltchaChallenge, createChallenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Answer } from './site'

function puzzleIn({ challenge, message }: Answer): AltchaChallenge {
  if (!challenge) throw new Error(`no challenge was required: ${message}`)
  return JSON.parse(challenge.puzzle)
}

/** Returns the solution of a challenge as our script posts it. */
export async function solved(asked: Answer): Promise<string> {
  const challenge = puzzleIn(asked)
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) })
}

/** Returns cheap forgeries: a puzzle of reduced difficulty, some with a forged signature, and malformed ones. */
export async function cheapAnswers(asked: Answer): Promise<string[]> {
  const { challenge, solution } = JSON.parse(await solved(asked))
  const cheaper = { ...challenge, parameters: { ...challenge.parameters, cost: 1 } }
  const own = await createChallenge({
    algorithm: challenge.parameters.algorithm,
    cost: 1,
    counter: 1,
    data: challenge.parameters.data,
    deriveKey,
    hmacSignatureSecret: 'a wrong secret',
  })
  return [
    JSON.stringify({ challenge: cheaper, solution }),
    JSON.stringify({ challenge: own, solution: await solveChallenge({ challenge: own, deriveKey }) }),
    JSON.stringify({ challenge: { ...own, signature: challenge.signature }, solution }),
    JSON.stringify({ challenge: { parameters: {}, signature: '' }, solution: { counter: 0, derivedKey: '' } }),
    'null',
  ]
}
