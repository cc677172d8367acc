import { randomInt } from 'node:crypto'
import { concurrently } from './support/concurrently'
import { expect } from './support/fixtures'
import { freshPassword, freshPhone } from './support/people'
import { idIn, openAccount, proved } from './support/site-flows'
import { smsTo } from './support/sql'
import { test } from './support/two-servers'
import { freshIp, ipWithin, spellingsOf, visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const STARTS = 100
const LATER = /^Too many codes requested\. Try again in \d+ (minutes|hours)\.$/

test('starts bring ten messages to a phone, from however many IPs they come, and its owner still signs in and resets the password', async ({
  site,
  sql,
  times,
}) => {
  const { phone, password, by: owner } = await openAccount(site, freshPhone(), visitor())
  const second = visitor()
  expect((await site.signIn(phone, password, second)).location).toBe('/account')
  const starts = await concurrently(STARTS * times, (n) =>
    site.start(n % 2 ? '/sign-up' : '/reset-password', phone, visitor()),
  )
  expect(starts.filter(({ location }) => location !== null)).toHaveLength(9)
  expect(await smsTo(sql, phone)).toBe(10)

  for (const browser of [owner, second]) expect((await site.signIn(phone, password, browser)).location).toBe('/account')
  expect((await site.start('/reset-password', phone, visitor())).message).toMatch(LATER)
  const { id, by } = await proved(site, phone, second, '/reset-password')
  const better = freshPassword()
  expect((await site.setPassword(id, better, by)).location).toBe(`/sign-in?reset=${id}`)
  expect((await site.signIn(phone, better, second)).location).toBe('/account')
})

test('40 wrong passwords from unknown browsers block sign-ins from unknown browsers, but not from a known one', async ({
  site,
}) => {
  const { phone, password, by: owner } = await openAccount(site, freshPhone(), visitor())
  const tries = await concurrently(40, () => site.signIn(phone, freshPassword(), visitor()), 4)
  expect(tries.filter(({ message }) => message.startsWith('Too many attempts.'))).toHaveLength(10)
  expect((await site.signIn(phone, password, visitor())).message).toMatch(
    /^Too many attempts\. Try again in \d+ minutes\.$/,
  )
  expect((await site.signIn(phone, password, owner)).location).toBe('/account')
})

test('all IPs of one /64, and all spellings of one IPv4 behind forged header entries, share one limit', async ({
  site,
}) => {
  const [site48, network, neighbor] = [randomInt(0x1_0000), 0xa1, 0xa2].map((part) => part.toString(16))
  const spellings = spellingsOf(freshIp())
  const sources = [() => ipWithin(`2001:db8:${site48}:${network}`), () => spellings[randomInt(spellings.length)] ?? '']
  for (const clientIp of sources) {
    const starts = await concurrently(30, () => site.start('/sign-up', freshPhone(), visitor(clientIp())))
    expect(starts.filter(({ location }) => location !== null)).toHaveLength(20)
    expect(starts.filter(({ message }) => LATER.test(message))).toHaveLength(10)
  }
  idIn(await site.start('/sign-up', freshPhone(), visitor(ipWithin(`2001:db8:${site48}:${neighbor}`))))
})
