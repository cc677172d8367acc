import { concurrently } from './support/concurrently'
import { expect } from './support/fixtures'
import { freshPassword, freshPhone } from './support/people'
import { idIn, openAccount, proved } from './support/site-flows'
import { smsTo } from './support/sql'
import { test } from './support/two-servers'
import { visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const NUMBERS = 100

/** A range is everything before the last four digits of a number. */
const rangeOf = (phone: string) => phone.slice(0, -4)
const within = (range: string, n: number) => range + String(n).padStart(4, '0')
const nextRange = (range: string) => `+${Number(range.slice(1)) + 1}`

test('limits sign-up messages to consecutive numbers of one range, and still serves other ranges and an account within the range', async ({
  site,
  sql,
  times,
}) => {
  const range = rangeOf(freshPhone())
  const { phone } = await openAccount(site, within(range, 5000), visitor())
  const starts = await concurrently(NUMBERS * times, (n) => site.start('/sign-up', within(range, n), visitor()))
  const sent = starts.filter(({ location }) => location !== null).length
  expect(sent).toBeGreaterThan(0)
  expect(sent).toBeLessThanOrEqual(30)
  expect(await smsTo(sql, `${range}%`)).toBe(sent + 1)

  for (const other of [nextRange(range), rangeOf(freshPhone())]) {
    idIn(await site.start('/sign-up', within(other, 1), visitor()))
  }
  const { id, by } = await proved(site, phone, visitor(), '/reset-password')
  expect((await site.setPassword(id, freshPassword(), by)).location).toBe(`/sign-in?reset=${id}`)
})

test('resets for unknown numbers in a row send nothing, however many there are, and an account among them is still reset', async ({
  site,
  sql,
  times,
}) => {
  const range = rangeOf(freshPhone())
  const { phone } = await openAccount(site, within(range, 5000), visitor())
  const starts = await concurrently((NUMBERS / 2) * times, (n) =>
    site.start('/reset-password', within(range, n), visitor()),
  )
  expect(starts.every(({ location }) => location?.startsWith('/verify/'))).toBe(true)
  const { id, by } = await proved(site, phone, visitor(), '/reset-password')
  expect((await site.setPassword(id, freshPassword(), by)).location).toBe(`/sign-in?reset=${id}`)
  const reached = await sql<{ to: string }>(`SELECT DISTINCT "to" FROM "HandsetMessage" WHERE "to" LIKE $1`, [
    `${range}%`,
  ])
  expect(reached).toEqual([{ to: phone }])
})
