import { expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { browserCookieOptions, firstVisitCookie } from './browser-cookie'

test.each([
  ['http://localhost:3000', 'latchkey-browser', false],
  ['https://verify.example', '__Host-latchkey-browser', true],
])('the browser cookie at %s is %s, HttpOnly and host-only, in pages and actions', (appOrigin, name, secure) => {
  vi.spyOn(configuration, 'env').mockReturnValue({ ...configuration.env(), appOrigin })
  const options = { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: 30 * 24 * 60 * 60 }
  expect(browserCookieOptions()).toEqual(options)
  const attributes = ['Max-Age=2592000', 'Path=/', 'HttpOnly', ...(secure ? ['Secure'] : []), 'SameSite=Lax'].join('; ')
  expect(firstVisitCookie(undefined)).toMatch(new RegExp(`^${name}=[\\w-]{22}; ${attributes}$`))
})
