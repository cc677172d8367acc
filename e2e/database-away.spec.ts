import type { APIRequestContext } from '@playwright/test'
import { postgresOfItsOwn } from '@/scripts/testing/e2e-postgres.mjs'
import { expectEveryHeader, expectNeverKept } from './support/answer-headers'
import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPassword, freshPhone } from './support/people'
import { askPlainly, openAccount, provePlainly } from './support/plain-flows'
import { type Fields, filledForm, look, post, postByScript } from './support/plain-forms'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const ON_THE_PAGE = 'Something went wrong on our end. Please try again.'

/** Each form, filled in, with what is typed into it that is no secret. */
async function formsOf(
  { user, visitor }: Record<'user' | 'visitor', APIRequestContext>,
  paths: Record<'code' | 'proof' | 'phone', string>,
) {
  const phone = freshPhone()
  const number = { country: 'US', phone }
  const form = async (
    browser: APIRequestContext,
    path: string,
    button: string,
    typed: Fields,
    secrets: Fields = {},
  ) => ({
    browser,
    path,
    button,
    typed,
    secrets,
    data: await filledForm(browser, path, button, { ...typed, ...secrets }),
  })
  return [
    await form(visitor, '/sign-up', 'Send code', number),
    await form(visitor, '/reset-password', 'Send code', number),
    await form(visitor, '/sign-in', 'Sign in', number, { password: freshPassword() }),
    await form(visitor, paths.proof, 'Create account', { name: 'Grace Hopper' }, { password: freshPassword() }),
    await form(visitor, paths.code, 'Verify', {}, { code: '918273' }),
    await form(visitor, paths.code, 'Resend code', {}),
    await form(user, '/account', 'Sign out', {}),
    await form(user, `/handset/${paths.phone}`, 'Reply STOP', { text: 'STOP' }),
  ]
}

test('when the database goes away, pages and forms say so with 503 and when to retry, without scripts, and keep what was typed', async ({
  ownServer,
  playwright,
}) => {
  test.setTimeout(120_000)
  const postgres = await postgresOfItsOwn()
  test.skip(!postgres, 'no PostgreSQL server on this machine')
  if (!postgres) return
  const server = await ownServer('database-away', { DATABASE_URL: postgres.url })
  const browser = await playwright.request.newContext({ baseURL: server.origin })
  const { phone } = await openAccount(browser)
  const visitor = await playwright.request.newContext({ baseURL: server.origin })
  const proof = await provePlainly(visitor, freshPhone())
  const another = freshPhone()
  const code = await askPlainly(visitor, another)
  await readCode({ browser: visitor, phone: another })
  const forms = await formsOf({ user: browser, visitor }, { code, proof, phone })
  expect((await look(browser, '/api/health')).status).toBe(200)
  await postgres.stop()

  const away = ['/', '/account', '/sign-in', `/verify/${UNKNOWN}`, `/sign-up/${UNKNOWN}`, `/reset-password/${UNKNOWN}`]
  away.push(`/handset/${phone}`, `/sign-up?wrong=${UNKNOWN}`, `/reset-password?wrong=${UNKNOWN}`)
  for (const [path, by] of [
    ...away.map((one) => [one, browser] as const),
    [code, visitor],
    [proof, visitor],
  ] as const) {
    const { status, headers, html } = await look(by, path)
    expect({ path, status, retryAfter: headers['retry-after'] }).toEqual({ path, status: 503, retryAfter: '10' })
    expect(html, path).toMatch(/<header\b.*<h1[^>]*>Something went wrong<\/h1>.*Try again.*<footer\b/s)
    expectEveryHeader(headers, path)
    expectNeverKept(headers, path)
    const head = await by.fetch(path, { method: 'HEAD' })
    expect({ path, status: head.status() }).toEqual({ path, status: 503 })
  }
  for (const path of ['/', '/sign-in', '/sign-up', '/reset-password'])
    expect({ path, status: (await look(visitor, path)).status }).toEqual({ path, status: 200 })
  expect((await look(browser, '/verify/abc')).status).toBe(404)

  const health = await look(browser, '/api/health')
  expect(health.html).toBe('{"status":"unavailable","database":"unavailable"}')
  const events = [`${code}/events`, `/verify/${UNKNOWN}/events`, `/handset/${phone}/events`]
  for (const { status, headers } of [health, ...(await Promise.all(events.map((path) => look(browser, path))))]) {
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '10' })
    expectEveryHeader(headers, 'a failure')
    expectNeverKept(headers, 'a failure')
  }

  for (const { browser: by, path, button, typed, secrets, data } of forms) {
    const { status, headers, html } = await post(by, path, data)
    const what = `${button} at ${path}`
    expect({ what, status, retryAfter: headers['retry-after'] }).toEqual({ what, status: 503, retryAfter: '10' })
    expect(html, what).toMatch(
      /Something went wrong on our end\. Please try again\.|<h1[^>]*>Something went wrong<\/h1>/,
    )
    if (typed.phone || typed.name) {
      expect(html, what).toContain(ON_THE_PAGE)
      expect(html, what).toContain(`value="${typed.phone ?? typed.name}"`)
    }
    for (const secret of Object.values(secrets)) expect(html, what).not.toContain(secret)
    expectEveryHeader(headers, what)
    expectNeverKept(headers, what)
    if (typed.text) continue
    const scripted = await postByScript(by, path, data)
    expect({ what, status: scripted.status }).toEqual({ what, status: 200 })
    expect(scripted.html, what).toContain(ON_THE_PAGE)
  }
  for (const one of [browser, visitor]) await one.dispose()
})
