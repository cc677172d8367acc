import { randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { env } from '@/lib/config/env'
import { derivedKey } from '@/lib/crypto/derived-key'
import { db } from '@/lib/db/driver/client'
import { databaseNow } from '@/lib/db/driver/clock'
import { consumeNonce } from '@/lib/db/queries/used-nonces'
import { E164 } from '@/lib/phone/plain-phone'

const ALGORITHM = 'HS256'
const ID_BYTES = 16
const GOOD_FOR_SECONDS = 120

/** Whether passes are offered: without TLS others could read them, and without an access key none is needed. */
export const offersPhonePass = (): boolean => env().appOrigin.startsWith('https:') && env().demoAccessKey !== undefined

// Derived from the access key, so that a new key invalidates passes.
const secret = () => derivedKey(env().authSecret, `demo-pass:${env().demoAccessKey ?? ''}`)

const epochSeconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** Returns a token that opens one phone in one more browser, once. */
export async function newPhonePass(phone: string): Promise<string> {
  const now = epochSeconds(await databaseNow(db()))
  return new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM })
    .setJti(randomBytes(ID_BYTES).toString('base64url'))
    .setSubject(phone)
    .setExpirationTime(now + GOOD_FOR_SECONDS)
    .sign(secret())
}

/** Returns the phone of a valid token and consumes the token, or returns null. */
export async function consumePhonePass(token: string): Promise<string | null> {
  if (!offersPhonePass()) return null
  const options = {
    algorithms: [ALGORITHM],
    currentDate: await databaseNow(db()),
    requiredClaims: ['jti', 'sub', 'exp'],
  }
  const verified = await jwtVerify(token, secret(), options).catch(() => null)
  const { jti = '', sub = '' } = verified?.payload ?? {}
  if (jti === '' || !E164.test(sub)) return null
  return (await consumeNonce(db(), `pass:${jti}`, GOOD_FOR_SECONDS)) ? sub : null
}
