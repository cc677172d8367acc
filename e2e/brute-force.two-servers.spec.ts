import { concurrently } from './support/concurrently'
import { expect } from './support/fixtures'
import { freshPhone, otherCode } from './support/people'
import { WELCOME } from './support/plain-flows'
import { codeOn, idIn, openAccount, proved, started } from './support/site-flows'
import { ageLimits, countOf } from './support/sql'
import { test } from './support/two-servers'
import { elsewhere, visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const ATTEMPTS = 100
const WRONG = 'That code is incorrect.'
const LOCKED = /Too many incorrect codes were entered for this number\. Try again in \d+ hours\./

test('compares only five of any number of parallel wrong attempts on two servers, then rejects the right code', async ({
  site,
  sql,
  times,
}) => {
  const { id, code, by } = await started(site, freshPhone(), visitor())
  const attempts = await concurrently(ATTEMPTS * times, (n) => site.check(id, otherCode(code, n + 1), elsewhere(by)))
  expect(attempts.filter(({ message }) => message.startsWith(WRONG))).toHaveLength(5)
  expect((await site.check(id, code, by)).message).toContain(
    'Too many incorrect codes were entered, so this code no longer works.',
  )
  const rows = await sql(`SELECT "attempts", "approvedAt" FROM "Verification" WHERE "id" = $1`, [id])
  expect(rows).toEqual([{ attempts: 5, approvedAt: null }])
})

test('100 parallel right attempts on two servers approve once, and reusing the proof creates only one account', async ({
  site,
  sql,
}) => {
  const { id, code, by, phone } = await started(site, freshPhone(), visitor())
  await countApprovals(sql)
  const attempts = await concurrently(100, () => site.check(id, code, elsewhere(by)))
  const passed = attempts.filter(({ location }) => location === `/sign-up/${id}`)
  const tooLate = attempts.filter(({ message }) =>
    message.startsWith('Too many incorrect codes were entered, so this code no longer works.'),
  )
  expect(passed.length).toBeGreaterThan(0)
  expect(passed.length + tooLate.length).toBe(100)
  expect(await countOf(sql, `"Approval" WHERE "id" = $1`, [id])).toBe(1)
  const accounts = await concurrently(20, () => site.createAccount(id, 'lantern quokka orbit seven', elsewhere(by)))
  expect(accounts.filter(({ location }) => location === WELCOME)).toHaveLength(1)
  expect(await countOf(sql, `"Session" JOIN "User" AS u ON u."id" = "userId" WHERE u."phone" = $1`, [phone])).toBe(1)
})

test('compares 20 attempts a day per phone and purpose across browsers, IPs and codes; the owner is not locked out', async ({
  site,
  sql,
}) => {
  const { phone, password, by: owner } = await openAccount(site, freshPhone(), visitor())
  const compared = async (browsers: number, attempts: number, code = '000000') => {
    const ids = await concurrently(browsers, async () => {
      const by = visitor()
      return { by, id: idIn(await site.start('/reset-password', phone, by)) }
    })
    const answers = await concurrently(browsers * attempts, (n) => {
      const { id, by } = ids[n % browsers] ?? { id: '', by: owner }
      return site.check(id, otherCode(code, n + 1), elsewhere(by))
    })
    expect(answers.every(({ location }) => location === null)).toBe(true)
    return {
      ids,
      wrong: answers.filter(({ message }) => message.startsWith(WRONG)),
      locked: answers.filter(({ message }) => LOCKED.test(message)),
    }
  }
  expect((await compared(5, 3)).wrong).toHaveLength(15)
  await ageLimits(sql, '61 minutes')
  const { ids, wrong, locked } = await compared(3, 4)
  expect([wrong.length, locked.length]).toEqual([5, 7])

  const [victim] = ids
  const right = await site.check(victim?.id ?? '', await codeOn(site, phone, 9), victim?.by ?? owner)
  expect(right.message).toMatch(LOCKED)
  expect((await site.signIn(phone, password, owner)).location).toBe('/account')
  await proved(site, phone, owner, '/reset-password')
  const other = visitor()
  const id = idIn(await site.start('/sign-up', phone, other))
  expect((await site.check(id, await codeOn(site, phone, 11), other)).location).toBe(`/sign-up/${id}`)
})

/** Records every approval in a table, including repeated ones. */
const countApprovals = (sql: Parameters<typeof countOf>[0]) =>
  sql(`
    CREATE TABLE IF NOT EXISTS "Approval" ("id" uuid);
    CREATE OR REPLACE FUNCTION note_approval() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO "Approval" VALUES (NEW."id"); RETURN NEW; END $$;
    CREATE OR REPLACE TRIGGER note_approval AFTER UPDATE OF "approvedAt" ON "Verification"
      FOR EACH ROW EXECUTE FUNCTION note_approval()`)
