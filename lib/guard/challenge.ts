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
import { ipKey, ipv6SiteKey } from './ip-key'
import { acquire } from './limiter'
import type { Client } from './policies'

/** Takes half a second on a laptop and a few seconds on a phone. */
const PUZZLE = { algorithm: 'PBKDF2/SHA-256', cost: 5000 } as const
/** Range of the step that solves the puzzle. It begins at the first step, so that a solver cannot skip any. */
const PUZZLE_STEPS = { min: 1, max: 450 }
const BUSY_SECONDS = 10
const GOOD_FOR_SECONDS = 600

export interface Challenge {
  puzzle: string
  /** For browsers without scripts; valid once the wait is over. */
  waitToken: string
  waitSeconds: number
}

export interface ChallengeResponse {
  puzzle: string
  waitToken: string
}

export const NO_RESPONSE: ChallengeResponse = { puzzle: '', waitToken: '' }

// The labels keep older names, because changing them would invalidate outstanding challenges.
const secret = (use: 'puzzle' | 'ticket') => derivedKey(env().authSecret, `latchkey.extra-check.${use}`)
const epochSeconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** `busy` means that the quota of wait tokens is exhausted; the token stays valid for a retry. */
export type ChallengeOutcome = 'passed' | 'busy' | 'failed'

/** Verifies a response of this browser, and consumes it. */
export async function verifyChallenge(by: Client, response: ChallengeResponse): Promise<ChallengeOutcome> {
  if (!hasResponse(response)) return 'failed'
  const { browserHash } = by
  const now = await databaseNow(db())
  const solved = await solvedPuzzle(response.puzzle, browserHash, now)
  if (solved !== null) return consume(solved)
  const waitToken = await waitTokenState(response.waitToken, browserHash, now)
  if (waitToken.kind !== 'due') return 'failed'
  // The token is consumed before the quota, so that a replayed token uses up none of it.
  if ((await consume(waitToken.id)) === 'failed') return 'failed'
  // Waiting costs an attacker nothing, so the number of responses by wait token is limited over all users.
  const acquired = await acquire(
    [
      { policy: 'waitTokens', of: 'everybody' },
      { policy: 'waitTokensPerIp', of: ipv6SiteKey(by.clientIp) ?? ipKey(by.clientIp) },
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

/** Returns a new challenge. Keeps a pending wait token, so that its wait does not restart. */
export async function createChallengeFor(
  browserHash: string,
  response: ChallengeResponse,
  outcome: ChallengeOutcome,
  difficulty = 1,
): Promise<Challenge> {
  const now = await databaseNow(db())
  const puzzle = JSON.stringify(await newPuzzle(browserHash, now, difficulty))
  const waiting = await waitTokenState(response.waitToken, browserHash, now)
  if (waiting.kind === 'early') return { puzzle, waitToken: response.waitToken, waitSeconds: waiting.waitSeconds }
  if (outcome === 'busy') return { puzzle, waitToken: response.waitToken, waitSeconds: BUSY_SECONDS }
  return { puzzle, waitToken: await newWaitToken(browserHash, now), waitSeconds: env().challengeWaitSeconds }
}

/** Difficulty adds steps rather than cost per step, since the server verifies a solution with one step. */
const newPuzzle = (browserHash: string, now: Date, difficulty: number): Promise<AltchaChallenge> =>
  createChallenge({
    ...PUZZLE,
    deriveKey,
    counter: randomInt(PUZZLE_STEPS.min, PUZZLE_STEPS.max * difficulty),
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

async function solvedPuzzle(text: string, browserHash: string, now: Date): Promise<string | null> {
  const parsed = payload.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { id, browser, until } = parsed.data.challenge.parameters.data
  if (browser !== browserHash || until < epochSeconds(now)) return null
  const { challenge, solution } = parsed.data as unknown as Payload
  // Throws on malformed input.
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

type WaitTokenState = { kind: 'due'; id: string } | { kind: 'early'; waitSeconds: number } | { kind: 'invalid' }

async function waitTokenState(waitToken: string, browserHash: string, now: Date): Promise<WaitTokenState> {
  try {
    const options = { algorithms: ['HS256'], subject: browserHash, currentDate: now, requiredClaims: ['jti', 'nbf'] }
    const { payload: claims } = await jwtVerify(waitToken, secret('ticket'), options)
    return { kind: 'due', id: claims.jti ?? '' }
  } catch (error) {
    if (!(error instanceof errors.JWTClaimValidationFailed) || error.claim !== 'nbf') return { kind: 'invalid' }
    return { kind: 'early', waitSeconds: (error.payload.nbf ?? 0) - epochSeconds(now) }
  }
}
