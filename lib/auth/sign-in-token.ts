import { decode, encode } from 'next-auth/jwt'
import { env } from '@/lib/config/env'

const LIFE_SECONDS = 60
const SALT = 'latchkey.ticket'

/** Returns an encrypted token that authorizes next-auth, in the same request, to set the session's cookie. */
export const makeSignInToken = (sid: string): Promise<string> =>
  encode({ token: { sub: sid }, secret: env().authSecret, salt: SALT, maxAge: LIFE_SECONDS })

export async function openSignInToken(signInToken: string): Promise<string | null> {
  try {
    const token = await decode({ token: signInToken, secret: env().authSecret, salt: SALT })
    return token?.sub ?? null
  } catch {
    return null
  }
}
