import NextAuth, { type NextAuthConfig } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { env } from '@/lib/config/env'
import { SESSION_DAYS } from '@/lib/db/queries/sessions'
import { cookieName, cookieOptions } from './cookies'
import { openSignInToken } from './sign-in-token'

declare module 'next-auth' {
  interface Session {
    sid?: string
  }
}

const cookie = (name: string) => ({ name: cookieName(name), options: cookieOptions() })

/** Manages only the cookie, a JWT with a Session's id. Our own actions call it; none of its routes are served. */
const config = (): NextAuthConfig => ({
  secret: env().authSecret,
  trustHost: true,
  // The cookie is not renewed; the database's clock ends sessions (R10).
  session: { strategy: 'jwt', maxAge: SESSION_DAYS * 24 * 60 * 60 },
  cookies: {
    sessionToken: cookie('session'),
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf-token'),
  },
  providers: [
    Credentials({
      // Internal to next-auth, never stored or shown.
      id: 'ticket',
      credentials: { signInToken: {} },
      authorize: async ({ signInToken }) => {
        const sid = typeof signInToken === 'string' ? await openSignInToken(signInToken) : null
        return sid ? { id: sid } : null
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => ({ sub: user?.id ?? token.sub }),
    session: ({ session, token }) => ({ expires: session.expires, sid: token.sub }),
    redirect: ({ baseUrl }) => baseUrl,
  },
  logger: { error: () => {}, warn: () => {} },
})

export const { auth, signIn, signOut } = NextAuth(config)
