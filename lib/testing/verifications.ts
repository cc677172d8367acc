import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { db } from '@/lib/db/driver/client'
import { verificationById } from '@/lib/db/queries/verifications'
import { deriveCode } from '@/lib/verification/code'
import { initiate, type Start } from '@/lib/verification/initiate'
import { secret } from './leaks'

const AREA_CODES =
  '202 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253 254 256 260 262 267 269 270 303 312 404 415 503 512 602 617 702 713 801 816 904'.split(
    ' ',
  )

/**
 * Returns a valid number that no other test uses, since tests share databases. Omits the exchange 555, which has
 * simulated failures.
 */
export function freshPhone(): string {
  const exchange = randomInt(200, 999)
  return `+1${AREA_CODES[randomInt(AREA_CODES.length)]}${exchange < 555 ? exchange : exchange + 1}${String(randomInt(10_000)).padStart(4, '0')}`
}

export const freshBrowser = (): string => secret(randomBytes(32).toString('base64url'))

const hex = (bytes: number) => randomBytes(bytes).toString('hex')

/** Returns an IP in a network (/32) of its own. */
export const freshIp = (): string => `2a${hex(1)}:${hex(2)}:${hex(2)}:${hex(2)}::1`

export const freshStart = (changes: Partial<Start> = {}): Start => ({
  purpose: 'SIGN_UP',
  phone: freshPhone(),
  browserHash: freshBrowser(),
  clientIp: freshIp(),
  locale: 'en',
  ...changes,
})

/** Starts a verification that must be sent. Returns its ids, browser and code. */
export async function started(changes: Partial<Start> = {}) {
  const start = freshStart(changes)
  const outcome = await initiate(start)
  if (outcome.kind !== 'sent') throw new Error(`not sent: ${outcome.kind}`)
  return { ...start, id: outcome.id, messageId: outcome.messageId, code: await codeOf(outcome.id) }
}

export async function codeOf(id: string): Promise<string> {
  const row = await verificationById(db(), id)
  return (row && deriveCode(row)) ?? ''
}

/** Returns a different code. */
export const otherCode = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0')

/** Moves the times of a verification into the past. */
export const ageVerification = (id: string, seconds: number): Promise<number> => db().$executeRaw`
  UPDATE "Verification" SET "createdAt" = "createdAt" - make_interval(secs => ${seconds}::int),
    "expiresAt" = "expiresAt" - make_interval(secs => ${seconds}::int),
    "approvedAt" = "approvedAt" - make_interval(secs => ${seconds}::int)
  WHERE "id" = ${id}::uuid`

/** Moves the hits of all rate limits whose key contains `keyPart` into the past. */
export const ageCounters = (keyPart: string, seconds: number): Promise<number> => db().$executeRaw`
  UPDATE "RateLimit" SET "hits" = ARRAY(SELECT h - make_interval(secs => ${seconds}::int) FROM unnest("hits") AS h)
  WHERE position(${keyPart} IN "key") > 0`

/** Moves the start and last use of a session into the past. */
export const ageSession = (id: string, by: { seconds?: number; idleSeconds?: number }): Promise<number> => db()
  .$executeRaw`
  UPDATE "Session" SET "createdAt" = "createdAt" - make_interval(secs => ${by.seconds ?? 0}::int),
    "lastSeenAt" = "lastSeenAt" - make_interval(secs => ${by.idleSeconds ?? 0}::int)
  WHERE "id" = ${id}`

/** Creates an account without the sign-up flow. */
export const freshUser = (phone = freshPhone()) =>
  db().user.create({ data: { phone, name: 'Ada', passwordHash: `none-${randomUUID()}` } })
