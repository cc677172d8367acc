import { expect } from './support/fixtures'
import { freshPhone } from './support/people'
import { WELCOME } from './support/plain-flows'
import { openAccount, proved } from './support/site-flows'
import { ageVerification, countOf } from './support/sql'
import { test } from './support/two-servers'
import { visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const PASSWORD = 'lantern quokka orbit seven'

test('rejects a proof in another browser, for the other purpose, after ten minutes and on second use', async ({
  site,
  sql,
}) => {
  const { phone } = await openAccount(site, freshPhone(), visitor())
  const reset = await proved(site, phone, visitor(), '/reset-password')
  const signUp = await proved(site, freshPhone(), visitor())
  const old = await proved(site, freshPhone(), visitor())
  await ageVerification(sql, old.id, '10 minutes')
  const people = () => sql(`SELECT "phone", "passwordHash" FROM "User" ORDER BY "phone"`)
  const before = await people()
  const refused = [
    await site.createAccount(signUp.id, PASSWORD, visitor()),
    await site.setPassword(reset.id, PASSWORD, visitor()),
    await site.createAccount(reset.id, PASSWORD, reset.by),
    await site.setPassword(signUp.id, PASSWORD, signUp.by),
    await site.createAccount(old.id, PASSWORD, old.by),
  ]
  for (const { location } of refused) expect(location).toMatch(/^\/(sign-up|reset-password)\/[\w-]{36}$/)
  expect(await people()).toEqual(before)

  expect((await site.setPassword(reset.id, PASSWORD, reset.by)).location).toBe(`/sign-in?reset=${reset.id}`)
  expect((await site.createAccount(signUp.id, PASSWORD, signUp.by)).location).toBe(WELCOME)
  const after = await people()
  await site.setPassword(reset.id, `${PASSWORD} again`, reset.by)
  await site.createAccount(signUp.id, `${PASSWORD} again`, signUp.by)
  expect(await people()).toEqual(after)
  expect(
    await countOf(sql, `"Verification" WHERE "id" = ANY($1) AND "consumedAt" IS NULL`, [[reset.id, signUp.id]]),
  ).toBe(0)
})
