import { expect, test, vi } from 'vitest'
import * as configuration from '@/lib/env'
import { browserCookieOptions, firstVisitCookie } from './browser-cookie'

test.each([
  ['http://localhost:3000', 'latchkey-browser', false],
  ['https://verify.example', '__Host-latchkey-browser', true],
])(
  "the browser's cookie at %s is %s, for this host and requests alone, whether a page or a form gives it",
  (appOrigin, name, secure) => {
    vi.spyOn(configuration, 'env').mockReturnValue({ ...configuration.env(), appOrigin })
    const options = browserCookieOptions()
    expect(options).toEqual({ httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: 30 * 24 * 60 * 60 })
    const [cookie = '', ...attributes] = firstVisitCookie(undefined)?.split('; ') ?? []
    expect(cookie).toMatch(new RegExp(`^${name}=[\\w-]{22}$`))
    const wanted = ['Path=/', `Max-Age=${options.maxAge}`, 'HttpOnly', 'SameSite=Lax', ...(secure ? ['Secure'] : [])]
    expect(attributes).toEqual(wanted)
  },
)
