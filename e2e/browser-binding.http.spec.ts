import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { look, submit } from './support/plain-forms'

const BROWSER = 'latchkey-browser'

test('responds with 404 to another browser for a code page, its events and the page after it', async ({
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

test('replaces a planted browser cookie that is not a valid token', async ({ plainBrowser }) => {
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
