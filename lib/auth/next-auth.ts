import NextAuth, { type NextAuthConfig } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { env } from '@/lib/config/env'
import { SESSION_DAYS } from '@/lib/db/queries/sessions'
import { cookieName, cookieOptions } from './cookies'
import { openSignInToken } from './sign-in-token'

declare module 'next-auth' {
  interface Session {
    /** The Session row that the cookie names. */
    sid?: string
  }
}

const cookie = (name: string) => ({ name: cookieName(name), options: cookieOptions() })

/**
 * next-auth keeps the cookie: a JWT that names a row of `Session` and nothing else, so that a session can be ended on the
 * server. Who may have one is decided in lib/accounts; the sign-in token is how that decision gets here. None of next-auth's
 * routes are served: signing in and out are calls from our own actions.
 */
const config = (): NextAuthConfig => ({
  secret: env().authSecret,
  trustHost: true,
  // The cookie isn't renewed: a session ends 30 days after it began, which the database's clock decides (liveSession).
  session: { strategy: 'jwt', maxAge: SESSION_DAYS * 24 * 60 * 60 },
  cookies: {
    sessionToken: cookie('session'),
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf-token'),
  },
  providers: [
    Credentials({
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
