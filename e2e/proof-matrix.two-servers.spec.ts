import { expect } from './support/fixtures'
import { freshPhone } from './support/people'
import { WELCOME } from './support/plain-flows'
import { type From, openAccount, started } from './support/site-flows'
import { countOf } from './support/sql'
import { test } from './support/two-servers'
import { visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const PURPOSES: From[] = ['/sign-up', '/reset-password']
const PASSWORD = 'lantern quokka orbit seven'

type Started = { from: From } & Awaited<ReturnType<typeof started>>

const pairs = <A, B>(as: A[], bs: B[]) => as.flatMap((a) => bs.map((b) => [a, b] as const))

test('of all combinations of code, verification, browser and proof page, only matching ones grant access', async ({
  site,
  sql,
}) => {
  const browsers = [visitor(), visitor()]
  const phones = [freshPhone(), freshPhone()]
  for (const phone of phones) await openAccount(site, phone, visitor())
  const all: Started[] = []
  for (const [from, [by, phone]] of pairs(PURPOSES, pairs(browsers, phones))) {
    all.push({ from, ...(await started(site, phone, by, from)) })
  }
  const ids = all.map(({ id }) => id)
  for (const one of all) {
    for (const [{ id, by, code }, browser] of pairs(all, browsers)) {
      if ((one.id === id && browser === by) || (one.id !== id && one.code === code)) continue
      const { location } = await site.check(id, one.code, browser)
      expect(location === null || location === `/verify/${id}`).toBe(true)
    }
    // Without this, the limit of five attempts would hide why the sixth foreign code is rejected.
    await sql(`UPDATE "Verification" SET "attempts" = 0 WHERE "id" = ANY($1)`, [ids])
  }
  expect(await countOf(sql, `"Verification" WHERE "id" = ANY($1) AND "approvedAt" IS NOT NULL`, [ids])).toBe(0)
  for (const { id, code, by, from } of all) expect((await site.check(id, code, by)).location).toBe(`${from}/${id}`)

  for (const { id, by, from } of all) {
    if (from === '/reset-password') await site.learn(`${from}/${id}`, 'Set new password', by)
  }

  const users = () => sql(`SELECT * FROM "User" ORDER BY "id"`)
  const before = await users()
  for (const [{ id, by, from }, [page, browser]] of pairs(all, pairs(PURPOSES, browsers))) {
    const belongs = browser === by && page === from
    expect((await site.look(`${page}/${id}`, browser)).status).toBe(belongs ? 200 : 404)
    if (belongs) continue
    if (page === '/sign-up') await site.createAccount(id, PASSWORD, browser)
    else await site.setPassword(id, PASSWORD, browser)
  }
  expect(await users()).toEqual(before)
  expect(await countOf(sql, `"Verification" WHERE "id" = ANY($1) AND "consumedAt" IS NOT NULL`, [ids])).toBe(0)

  // A reset voids all others of its account, and an account is created once, so each phone uses one of each.
  const own = (from: From, n: number) => {
    const found = all.find((one) => one.from === from && one.phone === phones[n] && one.by === browsers[n])
    if (!found) throw new Error('nothing was started')
    return found
  }
  for (const n of [0, 1]) {
    const reset = own('/reset-password', n)
    expect((await site.setPassword(reset.id, PASSWORD, reset.by)).location).toBe(`/sign-in?reset=${reset.id}`)
  }
  await sql(`DELETE FROM "User" WHERE "phone" = ANY($1)`, [phones])
  for (const n of [0, 1]) {
    const signUp = own('/sign-up', n)
    expect((await site.createAccount(signUp.id, PASSWORD, signUp.by)).location).toBe(WELCOME)
  }
})
