import { decode, encode } from 'next-auth/jwt'
import { env } from '@/lib/config/env'

const LIFE_SECONDS = 60
const SALT = 'latchkey.ticket'

/** An encrypted note from our action to next-auth, in the same request, that a session row was made and may be named. */
export const makeSignInToken = (sid: string): Promise<string> =>
  encode({ token: { sub: sid }, secret: env().authSecret, salt: SALT, maxAge: LIFE_SECONDS })

/** The session that a sign-in token names; null for anything that we didn't make within the last minute. */
export async function openSignInToken(signInToken: string): Promise<string | null> {
  try {
    const token = await decode({ token: signInToken, secret: env().authSecret, salt: SALT })
    return token?.sub ?? null
  } catch {
    return null
  }
}
