import { randomInt, randomUUID } from 'node:crypto'
import { type Challenge as AltchaChallenge, createChallenge, type Payload, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { errors, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import { env } from '@/lib/config/env'
import { derivedKey } from '@/lib/crypto/derived-key'
import { db } from '@/lib/db/driver/client'
import { databaseNow } from '@/lib/db/driver/clock'
import { consumeNonce, restoreNonce } from '@/lib/db/queries/used-nonces'
import { ipKey, siteKey } from './ip-key'
import { acquire } from './limiter'
import type { Client } from './policies'

/** Half a second of a laptop, a few seconds of a phone: nothing to a person, much to somebody who wants thousands. */
const PUZZLE = { algorithm: 'PBKDF2/SHA-256', cost: 5000 } as const
/** From the first on, so that nobody can leave any out. */
const PUZZLE_STEPS = { min: 1, max: 450 }
const BUSY_SECONDS = 10
const GOOD_FOR_SECONDS = 600

/** What is asked of a browser before a message goes out while the risk is raised: either will do. */
export interface Challenge {
  /** A puzzle for a script to solve (proof of work, no third party), as JSON. */
  puzzle: string
  /** For a browser without scripts: good once the wait is over. */
  waitToken: string
  waitSeconds: number
}

/** What came back: a solved puzzle as JSON, or the wait token; empty strings when neither. */
export interface ChallengeResponse {
  puzzle: string
  waitToken: string
}

export const NO_RESPONSE: ChallengeResponse = { puzzle: '', waitToken: '' }

const secret = (use: 'puzzle' | 'ticket') => derivedKey(env().authSecret, `latchkey.extra-check.${use}`)
const epochSeconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** `busy`: too many have waited their minute out; a wait token stays good, and is tried again in a moment. */
export type ChallengeOutcome = 'passed' | 'busy' | 'failed'

/** Whether the answer is right, this browser's, in time, and used for the first time. Uses it up. */
export async function verifyChallenge(by: Client, given: ChallengeResponse): Promise<ChallengeOutcome> {
  if (!hasResponse(given)) return 'failed'
  const { browserHash } = by
  const now = await databaseNow(db())
  const solved = await solvedPuzzle(given.puzzle, browserHash, now)
  if (solved !== null) return consume(solved)
  const waitToken = await waitTokenState(given.waitToken, browserHash, now)
  if (waitToken.kind !== 'due') return 'failed'
  // Consumed first: a wait token that is shown again and again takes nobody else's turn.
  if ((await consume(waitToken.id)) === 'failed') return 'failed'
  // So few pass by waiting, over everybody, that it buys an attacker nothing.
  const acquired = await acquire(
    [
      { policy: 'waitTokens', of: 'everybody' },
      { policy: 'waitTokensPerIp', of: siteKey(by.clientIp) ?? ipKey(by.clientIp) },
    ],
    by,
  )
  if (acquired.allowed) return 'passed'
  await restoreNonce(db(), nonceOf(waitToken.id))
  return 'busy'
}

export const hasResponse = ({ puzzle, waitToken }: ChallengeResponse): boolean => puzzle !== '' || waitToken !== ''

const nonceOf = (id: string) => `check:${id}`

const consume = async (id: string): Promise<ChallengeOutcome> =>
  (await consumeNonce(db(), nonceOf(id), GOOD_FOR_SECONDS)) ? 'passed' : 'failed'

/**
 * Returns a challenge for a browser. A wait token that it is waiting for stays good, so that its wait doesn't begin anew.
 * `hardness`: how many times the usual work the puzzle costs; waiting stays as long, since few pass by it anyway.
 */
export async function requireChallenge(
  browserHash: string,
  given: ChallengeResponse,
  outcome: ChallengeOutcome,
  hardness = 1,
): Promise<Challenge> {
  const now = await databaseNow(db())
  const puzzle = JSON.stringify(await newPuzzle(browserHash, now, hardness))
  const waiting = await waitTokenState(given.waitToken, browserHash, now)
  if (waiting.kind === 'early') return { puzzle, waitToken: given.waitToken, waitSeconds: waiting.waitSeconds }
  if (outcome === 'busy') return { puzzle, waitToken: given.waitToken, waitSeconds: BUSY_SECONDS }
  return { puzzle, waitToken: await newWaitToken(browserHash, now), waitSeconds: env().challengeWaitSeconds }
}

/** More steps rather than dearer ones, since the server checks a solution with one step. */
const newPuzzle = (browserHash: string, now: Date, hardness: number): Promise<AltchaChallenge> =>
  createChallenge({
    ...PUZZLE,
    deriveKey,
    counter: randomInt(PUZZLE_STEPS.min, PUZZLE_STEPS.max * hardness),
    data: { id: randomUUID(), browser: browserHash, until: epochSeconds(now) + GOOD_FOR_SECONDS },
    hmacSignatureSecret: secret('puzzle').toString('base64'),
  })

const payload = z.object({
  challenge: z.object({
    parameters: z.looseObject({ data: z.object({ id: z.string(), browser: z.string(), until: z.number() }) }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
})

/** The id of a puzzle that was solved; null for anything else that came. */
async function solvedPuzzle(text: string, browserHash: string, now: Date): Promise<string | null> {
  const parsed = payload.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { id, browser, until } = parsed.data.challenge.parameters.data
  if (browser !== browserHash || until < epochSeconds(now)) return null
  const { challenge, solution } = parsed.data as unknown as Payload
  // Says so by an exception where what came isn't even of the right form.
  const result = await verifySolution({
    challenge,
    solution,
    deriveKey,
    hmacSignatureSecret: secret('puzzle').toString('base64'),
  }).catch(() => null)
  return result?.verified ? id : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const newWaitToken = (browserHash: string, now: Date): Promise<string> =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(randomUUID())
    .setSubject(browserHash)
    .setNotBefore(epochSeconds(now) + env().challengeWaitSeconds)
    .setExpirationTime(epochSeconds(now) + GOOD_FOR_SECONDS)
    .sign(secret('ticket'))

type WaitTokenState = { kind: 'due'; id: string } | { kind: 'early'; waitSeconds: number } | { kind: 'no-good' }

async function waitTokenState(waitToken: string, browserHash: string, now: Date): Promise<WaitTokenState> {
  try {
    const options = { algorithms: ['HS256'], subject: browserHash, currentDate: now, requiredClaims: ['jti', 'nbf'] }
    const { payload: claims } = await jwtVerify(waitToken, secret('ticket'), options)
    return { kind: 'due', id: claims.jti ?? '' }
  } catch (error) {
    if (!(error instanceof errors.JWTClaimValidationFailed) || error.claim !== 'nbf') return { kind: 'no-good' }
    return { kind: 'early', waitSeconds: (error.payload.nbf ?? 0) - epochSeconds(now) }
  }
}
