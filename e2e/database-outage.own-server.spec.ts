import type { APIRequestContext } from '@playwright/test'
import { postgresOfItsOwn } from '@/scripts/testing/e2e-postgres.mjs'
import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPassword, freshPhone } from './support/people'
import { askPlainly, openAccount, provePlainly } from './support/plain-flows'
import { type Fields, filledForm, look, post, postByScript } from './support/plain-forms'
import { expectEveryHeader, expectNeverKept } from './support/response-headers'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const ON_THE_PAGE = 'Something went wrong on our end. Please try again.'

interface Filled {
  by: APIRequestContext
  path: string
  button: string
  /** Values that the error page repeats. */
  typed: Fields
  /** Values that it must not repeat. */
  secrets: Fields
  data: FormData
}

/** Fills in a form of a page while the database is still up. */
async function filled(by: APIRequestContext, path: string, button: string, typed: Fields, secrets: Fields = {}) {
  return { by, path, button, typed, secrets, data: await filledForm(by, path, button, { ...typed, ...secrets }) }
}

test('without a database, pages and forms return 503 and Retry-After, need no scripts and keep the input', async ({
  ownServer,
  playwright,
}) => {
  test.setTimeout(120_000)
  const postgres = await postgresOfItsOwn()
  test.skip(!postgres, 'no PostgreSQL server on this machine')
  if (!postgres) return
  const server = await ownServer('database-outage', { DATABASE_URL: postgres.url })
  const [user, visitor] = await Promise.all([1, 2].map(() => playwright.request.newContext({ baseURL: server.origin })))
  if (!user || !visitor) return
  const { phone } = await openAccount(user)
  const proof = await provePlainly(visitor, freshPhone())
  const another = freshPhone()
  const code = await askPlainly(visitor, another)
  await readCode({ browser: visitor, phone: another })
  const number = { country: 'US', phone: freshPhone() }
  const forms: Filled[] = [
    await filled(visitor, '/sign-up', 'Send code', number),
    await filled(visitor, `/sign-up?wrong=${code.split('/').at(-1)}`, 'Send code', number),
    await filled(visitor, '/reset-password', 'Send code', number),
    await filled(visitor, '/sign-in', 'Sign in', number, { password: freshPassword() }),
    await filled(visitor, proof, 'Create account', { name: 'Grace Hopper' }, { password: freshPassword() }),
    await filled(visitor, code, 'Verify', {}, { code: '918273' }),
    await filled(visitor, code, 'Resend code', {}),
    await filled(visitor, `/handset/${another}`, 'Reply STOP', { text: 'STOP' }),
    ...(await Promise.all(['/', '/account', '/nowhere'].map((path) => filled(user, path, 'Sign out', {})))),
  ]
  // These pages were opened before the user signed in in another tab.
  for (const form of forms.slice(0, 4)) forms.push({ ...form, by: user })
  expect((await look(user, '/api/health')).status).toBe(200)
  await postgres.stop()

  const away = ['/', '/account', '/account/password', '/sign-in', '/sign-up', '/reset-password'].map((path) => [
    user,
    path,
  ])
  for (const path of [code, proof, `/handset/${phone}`, `/sign-up?wrong=${UNKNOWN}`, `/sign-in?number=${UNKNOWN}`])
    away.push([visitor, path])
  for (const page of ['verify', 'sign-up', 'reset-password']) away.push([visitor, `/${page}/${UNKNOWN}`])
  for (const [browser, path] of away as [APIRequestContext, string][]) {
    const { status, headers, html } = await look(browser, path)
    expect({ path, status, retryAfter: headers['retry-after'] }).toEqual({ path, status: 503, retryAfter: '10' })
    expect(html, path).toMatch(/<header\b.*<h1[^>]*>Something went wrong<\/h1>.*Try again.*<footer\b/s)
    expectEveryHeader(headers, path)
    expectNeverKept(headers, path)
    const head = await browser.fetch(path, { method: 'HEAD', maxRedirects: 0 })
    expect({ path, status: head.status() }).toEqual({ path, status: 503 })
  }
  for (const path of ['/', '/sign-in', '/sign-up', '/reset-password'])
    expect({ path, status: (await look(visitor, path)).status }).toEqual({ path, status: 200 })
  expect((await look(visitor, '/verify/abc')).status).toBe(404)

  const health = await look(user, '/api/health')
  expect(health.html).toBe('{"status":"unavailable","database":"unavailable"}')
  const events = [`${code}/events`, `/verify/${UNKNOWN}/events`, `/handset/${phone}/events`]
  for (const { status, headers } of [health, ...(await Promise.all(events.map((path) => look(visitor, path))))]) {
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '10' })
    expectEveryHeader(headers, 'a failure')
    expectNeverKept(headers, 'a failure')
  }

  for (const { by, path, button, typed, secrets, data } of forms) {
    const { status, headers, html } = await post(by, path, data)
    const what = `${button} at ${path} by ${by === user ? 'a user' : 'a visitor'}`
    // An unknown page stays 404 when the form in its header fails.
    const expected = path === '/nowhere' ? 404 : 503
    expect({ what, status, retryAfter: headers['retry-after'] }).toEqual({ what, status: expected, retryAfter: '10' })
    const sentence = typed.phone || typed.name || button === 'Sign out' ? ON_THE_PAGE : '>Something went wrong</h1>'
    expect(shown(html), what).toContain(sentence)
    for (const value of [typed.phone, typed.name]) if (value) expect(html, what).toContain(`value="${value}"`)
    for (const secret of Object.values(secrets)) expect(html, what).not.toContain(secret)
    expectEveryHeader(headers, what)
    expectNeverKept(headers, what)
    if (typed.text) continue
    const scripted = await postByScript(by, path, data)
    expect({ what, status: scripted.status }).toEqual({ what, status: expected === 404 ? 404 : 200 })
    expect(scripted.html, what).toContain(ON_THE_PAGE)
  }
  for (const one of [user, visitor]) await one.dispose()
})

/** Returns the part of a page that a browser without scripts shows. */
const shown = (html: string) => html.replace(/<(script|style|template|head)\b.*?<\/\1>/gs, '')
