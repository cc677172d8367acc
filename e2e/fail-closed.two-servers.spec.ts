import { expect } from './support/fixtures'
import { freshPhone } from './support/people'
import { Site } from './support/site'
import { idIn, started } from './support/site-flows'
import { countOf, type Sql } from './support/sql'
import { test } from './support/two-servers'
import { visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const FAILED = 'Something went wrong on our end. Please try again.'
const SECRET = 'an internal detail of the database'

/** Makes the database reject a statement until the trigger is dropped. */
const refuse = (sql: Sql, statement: string) =>
  sql(`
    CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE '${SECRET}'; END $$;
    CREATE TRIGGER refuse BEFORE ${statement} FOR EACH ROW EXECUTE FUNCTION refuse()`)

const hitsOf = (sql: Sql, key: string) =>
  countOf(sql, `(SELECT unnest("hits") FROM "RateLimit" WHERE "key" = $1) AS h`, [key])

test('a database error after a rate limit was counted shows one error, grants nothing and keeps the count', async ({
  ownServer,
  spare: { url, sql },
}) => {
  const { origin } = await ownServer('fail-closed', {
    DATABASE_URL: url,
    CARRIER_DELAY_MS: '20',
    RESEND_COOLDOWN_SECONDS: '0',
  })
  const site = new Site([origin])
  const { id, code, by, phone } = await started(site, freshPhone(), visitor())
  await refuse(sql, 'UPDATE OF "approvedAt" ON "Verification"')
  await refuse(sql, 'INSERT ON "Message"')

  const check = await site.check(id, code, by)
  expect(check.message).toBe(FAILED)
  expect(await sql(`SELECT "attempts", "approvedAt" FROM "Verification" WHERE "id" = $1`, [id])).toEqual([
    { attempts: 1, approvedAt: null },
  ])
  expect(await hitsOf(sql, `wrongCodesPerBucket:SIGN_UP:${phone}`)).toBe(1)

  const [another, stranger] = [freshPhone(), visitor()]
  const start = await site.start('/sign-up', another, stranger)
  expect(start.message).toBe(FAILED)
  expect(await countOf(sql, `"Verification" WHERE "phone" = $1`, [another])).toBe(0)
  expect(await hitsOf(sql, `sendsPerPhone:${another}`)).toBe(1)
  for (const { html, location } of [check, start]) {
    expect(location).toBeNull()
    expect(html).not.toContain(SECRET)
  }

  await sql(`DROP TRIGGER refuse ON "Verification"; DROP TRIGGER refuse ON "Message"`)
  expect((await site.check(id, code, by)).location).toBe(`/sign-up/${id}`)
  idIn(await site.start('/sign-up', another, stranger))
})
