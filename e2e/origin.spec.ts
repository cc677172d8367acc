import { expect, test } from './support/fixtures'
import { readCode, textsOn } from './support/handset'
import { freshPassword, freshPhone } from './support/people'
import { askPlainly, openAccount, provePlainly } from './support/plain-flows'
import { look, submit } from './support/plain-forms'

const FOREIGN: [string, { origin?: string | null; headers?: Record<string, string> }][] = [
  ['no origin', { origin: null }],
  ['the origin null', { origin: 'null' }],
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['our name on another port', { origin: 'http://localhost:1' }],
  ['our name as a prefix', { origin: 'http://localhost.evil.example' }],
  ['our origin, but said by the browser to come from another site', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ['our origin, but from a sister site', { headers: { 'sec-fetch-site': 'same-site' } }],
]

for (const [what, from] of FOREIGN) {
  test(`a form posted with ${what} changes nothing`, async ({ plainBrowser }) => {
    const browser = await plainBrowser()
    const phone = freshPhone()
    const started = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone }, from)
    expect(started.location).toBeNull()
    expect(started.status).toBeLessThan(500)
    expect(await textsOn({ browser, phone })).toEqual([])

    const codePath = await askPlainly(browser, phone)
    const code = await readCode({ browser, phone })
    expect((await submit(browser, codePath, 'Verify', { code }, from)).location).toBeNull()
    expect((await submit(browser, codePath, 'Resend code', {}, from)).location).toBeNull()
    expect((await look(browser, codePath)).html).toContain('5 attempts left')
    expect(await textsOn({ browser, phone })).toHaveLength(1)
  })
}

test('a person is told when a form came from another site', async ({ plainBrowser }) => {
  const { html } = await submit(
    await plainBrowser(),
    '/sign-up',
    'Send code',
    { country: 'US', phone: freshPhone() },
    { headers: { 'sec-fetch-site': 'cross-site' } },
  )
  expect(html).toContain("couldn't verify where this request came from")
})

test('nobody is signed out, signed up or signed in by a form from another site', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const { phone, password } = await openAccount(browser)
  for (const [, from] of FOREIGN) await submit(browser, '/account', 'Sign out', {}, from)
  expect((await look(browser, '/account')).status).toBe(200)

  const other = await plainBrowser()
  const proof = await provePlainly(other, freshPhone())
  for (const [, from] of FOREIGN) {
    await submit(other, proof, 'Create account', { name: 'Ada', password: freshPassword() }, from)
    await submit(other, '/sign-in', 'Sign in', { country: 'US', phone, password }, from)
  }
  expect((await look(other, '/account')).location).toBe('/sign-in')
  expect((await look(other, proof)).html).toContain('Create account')
})
