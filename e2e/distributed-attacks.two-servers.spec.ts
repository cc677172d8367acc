import { concurrently } from './support/concurrently'
import { expect } from './support/fixtures'
import { freshPhone } from './support/people'
import { openAccount, proved, started } from './support/site-flows'
import { numbersOver, persist, pump, SPREAD, secondsToCode, stuffCredentials } from './support/spread'
import { countOf, type Sql } from './support/sql'
import { test } from './support/two-servers'
import { visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

/** Counts the attacks recorded since the test began. */
const begun = (sql: Sql, policy: string, since: Date) =>
  countOf(sql, `"AuditEvent" WHERE "event" = 'fraud.attack-begun' AND "detail" ->> 'policy' = $1 AND "at" > $2`, [
    policy,
    since,
  ])

test('sign-ups spread over IPv6 networks send at most 150 messages; users need a challenge, resets need none', async ({
  site,
  sql,
}) => {
  const { phone } = await openAccount(site, freshPhone(), visitor())
  await site.liftLimits()
  const since = new Date()
  const sent = await pump(site, numbersOver(20), SPREAD.IPv6)
  expect(sent).toBeGreaterThanOrEqual(90)
  expect(sent).toBeLessThanOrEqual(150)

  expect(await secondsToCode(site, freshPhone(), { scripts: true })).toBeLessThan(10)
  expect(await secondsToCode(site, freshPhone(), { scripts: false })).toBeLessThan(60)
  await started(site, phone, visitor(), '/reset-password')
  await expect.poll(() => begun(sql, 'unverifiedInCountry', since), { timeout: 20_000 }).toBe(1)
})

test('60 sign-ups from one mobile network, 85 % of them verified, require no challenge', async ({ site }) => {
  const phones = numbersOver(6)
  await concurrently(
    phones.length,
    async (n) => {
      const by = visitor(`100.64.7.${n}`)
      if (n % 20 < 17) await proved(site, phones[n] ?? '', by)
      else await started(site, phones[n] ?? '', by)
    },
    10,
  )
})

test('after 100 wrong passwords over many numbers, signing in requires a challenge, except in a known browser', async ({
  site,
  sql,
  page,
}) => {
  const owner = await openAccount(site, freshPhone(), visitor())
  const since = new Date()
  const compared = await stuffCredentials(site, numbersOver(15))
  expect(compared).toBeGreaterThanOrEqual(100)
  expect(compared).toBeLessThanOrEqual(150)

  const { phone, password, by } = owner
  by.cookies.delete('authjs.session-token')
  expect((await site.signIn(phone, password, by)).location).toBe('/account')
  const [unknown, stranger] = [visitor(), visitor()]
  const asked = await site.signIn(phone, password, unknown)
  expect(asked.challenge).toBeDefined()
  expect((await site.signIn(freshPhone(), password, stranger)).message).toBe(asked.message)
  const signedIn = await persist((response) => site.signIn(phone, password, unknown, { ...response }), {
    scripts: true,
  })
  expect(signedIn.location).toBe('/account')

  await page.goto(`${site.origin}/sign-in`)
  await page.getByLabel('Phone number').fill(phone)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'security check' })).toBeVisible()
  await expect(page).toHaveURL(/\/account$/)
  await expect.poll(() => begun(sql, 'wrongPasswordsOverall', since), { timeout: 20_000 }).toBe(1)
})

test('without scripts the sign-in page shows the wait, requires the password again, and then signs the user in', async ({
  site,
}) => {
  const { phone, password } = await openAccount(site, freshPhone(), visitor())
  await stuffCredentials(site, numbersOver(12))
  const by = visitor()
  const asked = await site.signIn(phone, password, by)
  expect(asked.message).toMatch(/Wait (1 second|\d seconds), then enter your password again and select “Sign in”\./)
  expect(asked.html).not.toContain(password)
  const signedIn = await persist((response) => site.signIn(phone, password, by, { ...response }), { scripts: false })
  expect(signedIn.location).toBe('/account')
})
