import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPassword, freshPhone, otherCode } from './support/people'
import { askPlainly, openAccount, provePlainly, WELCOME } from './support/plain-flows'
import { look, submit } from './support/plain-forms'

const BROWSER = 'latchkey-browser'

test("another browser gets 404 for the user's code page, its event stream and the page after it", async ({
  plainBrowser,
}) => {
  const [owner, other] = [await plainBrowser(), await plainBrowser()]
  await askPlainly(other, freshPhone())
  const phone = freshPhone()
  const codePath = await askPlainly(owner, phone)
  const code = await readCode({ browser: owner, phone })
  for (const path of [codePath, `${codePath}/events`, codePath.replace('verify', 'sign-up')]) {
    expect((await look(other, path)).status, path).toBe(404)
  }
  const proof = await submit(owner, codePath, 'Verify', { code })
  expect((await look(other, proof.location ?? '')).status).toBe(404)
})

test('rejects the right code from another browser without using up an attempt', async ({ plainBrowser }) => {
  const [owner, other] = [await plainBrowser(), await plainBrowser()]
  const phone = freshPhone()
  const codePath = await askPlainly(owner, phone)
  const code = await readCode({ browser: owner, phone })
  const otherPath = await askPlainly(other, freshPhone())
  const id = codePath.split('/').at(-1) ?? ''
  const stolen = await submit(other, otherPath, 'Verify', { code }, { change: (data) => data.set('id', id) })
  expect(stolen.location).not.toMatch(/^\/sign-up\//)
  expect((await look(owner, codePath)).html).toContain('5 attempts left')
})

test('rejects the code of another verification as wrong', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const [one, two] = [freshPhone(), freshPhone()]
  const path = await askPlainly(browser, one)
  await askPlainly(browser, two)
  const [code, foreign] = [await readCode({ browser, phone: one }), await readCode({ browser, phone: two })]
  const entered = code === foreign ? otherCode(foreign) : foreign
  expect((await submit(browser, path, 'Verify', { code: entered })).html).toContain('You have 4 attempts left.')
})

test('a proof creates an account only in the browser that obtained it', async ({ plainBrowser }) => {
  const [owner, other] = [await plainBrowser(), await plainBrowser()]
  const proof = await provePlainly(owner, freshPhone())
  const foreign = await provePlainly(other, freshPhone())
  const id = proof.split('/').at(-1) ?? ''
  const wanted = { name: 'Mallory', password: freshPassword() }
  const stolen = await submit(other, foreign, 'Create account', wanted, { change: (data) => data.set('id', id) })
  expect(stolen.location).not.toBe(WELCOME)
  expect((await look(other, stolen.location ?? '')).status).toBe(404)
  expect((await look(other, '/account')).location).toBe('/sign-in')
  expect((await submit(owner, proof, 'Create account', wanted)).location).toBe(WELCOME)
})

test('a reset proof creates no account, and a sign-up proof sets no password', async ({ plainBrowser }) => {
  const { phone } = await openAccount(await plainBrowser())
  const browser = await plainBrowser()
  const reset = await provePlainly(browser, phone, '/reset-password')
  expect((await look(browser, reset.replace('reset-password', 'sign-up'))).status).toBe(404)
  const signUp = await provePlainly(browser, freshPhone())
  expect((await look(browser, signUp.replace('sign-up', 'reset-password'))).status).toBe(404)
})

test('a rejected password leaves the proof valid for another try', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const proof = await provePlainly(browser, phone)
  for (const password of ['short quokka', 'passwordpassword', phone.slice(1).repeat(2), `${phone.slice(1)}    `]) {
    const refused = await submit(browser, proof, 'Create account', { name: 'Ada', password })
    expect({ password, location: refused.location }).toEqual({ password, location: null })
    expect(refused.html).toContain('id="password-error"')
    expect(refused.html).not.toContain(`value="${password}"`)
  }
  const { location } = await submit(browser, proof, 'Create account', { name: 'Ada', password: freshPassword() })
  expect(location).toBe(WELCOME)
})

test('ignores a planted browser cookie in an invalid format, and issues a valid one', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  for (const planted of ['', 'x', 'a'.repeat(4_000), '__proto__', "' OR 1=1 --"]) {
    const cookie = `${BROWSER}=${planted}`
    const { status } = await submit(
      browser,
      '/sign-up',
      'Send code',
      { country: 'US', phone: '1' },
      { headers: { cookie } },
    )
    expect({ planted, status }).toEqual({ planted, status: 200 })
  }
  const codePath = await askPlainly(browser, phone)
  const { cookies } = await browser.storageState()
  expect(cookies.find(({ name }) => name === BROWSER)?.value).toMatch(/^[\w-]{22}$/)
  expect((await look(browser, codePath)).status).toBe(200)
  await readCode({ browser, phone })
})
