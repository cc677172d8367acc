import { postgresOfItsOwn } from '@/scripts/testing/e2e-postgres.mjs'
import { expectEveryHeader, expectNeverKept } from './support/answer-headers'
import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly, openAccount } from './support/plain-flows'
import { look, submit } from './support/plain-forms'

test('when the database goes away the server stays, /api/health says 503, and a form is answered with a sentence', async ({
  ownServer,
  playwright,
}) => {
  test.setTimeout(120_000)
  const postgres = await postgresOfItsOwn()
  test.skip(!postgres, 'no PostgreSQL server on this machine')
  if (!postgres) return
  const server = await ownServer('database-away', { DATABASE_URL: postgres.url })
  const browser = await playwright.request.newContext({ baseURL: server.origin })
  const phone = freshPhone()
  await openAccount(browser)
  const visitor = await playwright.request.newContext({ baseURL: server.origin })
  const codePath = await askPlainly(visitor, phone)
  await readCode({ browser: visitor, phone })
  expect((await look(browser, '/api/health')).status).toBe(200)

  const post = await submit(
    visitor,
    '/sign-up',
    'Send code',
    { country: 'US', phone: freshPhone() },
    { meanwhile: postgres.stop },
  )
  expect(post.status).toBe(200)
  expect(post.html).toContain('Something went wrong on our end. Please try again.')
  const health = await look(browser, '/api/health')
  expect(health.status).toBe(503)
  expect(health.html).toBe('{"status":"unavailable","database":"unavailable"}')
  expect((await look(visitor, '/sign-up')).status).toBe(200)
  const start = await look(browser, '/')
  expect(start.status).toBe(200)
  expect(start.html).toMatch(/<header(?!.*(Sign in|Sign out).*<\/header>).*<h1/s)
  const failed = await look(visitor, `${codePath}/events`)
  expect(failed.status).toBe(500)
  for (const { headers } of [post, health, failed]) {
    expectEveryHeader(headers, 'a failure')
    expectNeverKept(headers, 'a failure')
  }
  for (const one of [browser, visitor]) await one.dispose()
})
