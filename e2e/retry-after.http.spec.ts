import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { filledForm, post, postByScript, submit } from './support/plain-forms'

const ACCESS_TRIES = 10
const RESEND = 'Resend code'

test('a form that is posted too often is answered 429, with the same page, and with the seconds to wait', async ({
  plainBrowser,
}) => {
  const browser = await plainBrowser()
  const path = await askPlainly(browser, freshPhone())
  const { status, headers, html } = await submit(browser, path, RESEND, {})
  expect(status).toBe(429)
  expect(headers['retry-after']).toMatch(/^[12]$/)
  expect(html).toMatch(/Too many codes requested\. Try again in \d seconds?\./)
  expect(html).toContain('5 attempts left')
})

test('our script is answered 200 and told the same seconds; once they are over, its post works', async ({
  plainBrowser,
}) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const path = await askPlainly(browser, phone)
  const form = await filledForm(browser, path, RESEND, {})
  const { status, headers } = await postByScript(browser, path, form)
  expect({ status, when: headers['retry-after'] }).toEqual({ status: 200, when: expect.stringMatching(/^[12]$/) })
  const again = async () => (await postByScript(browser, path, form)).headers['retry-after']
  await expect.poll(again, { intervals: [200] }).toBeUndefined()
  await readCode({ browser, phone }, 2)
})

test('an answer without a limit is 200 and names no time', async ({ plainBrowser }) => {
  const { status, headers } = await submit(await plainBrowser(), '/sign-up', 'Send code', { country: 'US', phone: '1' })
  expect({ status, when: headers['retry-after'] }).toEqual({ status: 200, when: undefined })
})

test('whoever tries keys of a demo too often is answered 429 and when to come back', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const form = await filledForm(browser, '/demo/access', 'Continue', { key: 'no key' })
  const tries = []
  for (let count = 0; count <= ACCESS_TRIES; count++) tries.push(await post(browser, '/demo/access', form))
  expect(tries.map(({ status }) => status)).toEqual([...Array(ACCESS_TRIES).fill(200), 429])
  expect(Number(tries.at(-1)?.headers['retry-after'])).toBeGreaterThan(3000)
})
