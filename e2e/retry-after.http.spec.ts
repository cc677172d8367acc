import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { filledForm, post, postByScript, submit } from './support/plain-forms'

const ACCESS_TRIES = 10
const RESEND = 'Resend code'

test('a rate-limited form returns 429 with the same page and Retry-After in seconds', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const path = await askPlainly(browser, freshPhone())
  const { status, headers, html } = await submit(browser, path, RESEND, {})
  expect(status).toBe(429)
  expect(headers['retry-after']).toMatch(/^[12]$/)
  expect(html).toMatch(/Too many codes requested\. Try again in \d seconds?\./)
  expect(html).toContain('5 attempts left')
})

test('a rate-limited post by our script returns 200 with Retry-After, and works once the wait is over', async ({
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

test('a response without a rate limit is 200 and has no Retry-After', async ({ plainBrowser }) => {
  const { status, headers } = await submit(await plainBrowser(), '/sign-up', 'Send code', { country: 'US', phone: '1' })
  expect({ status, when: headers['retry-after'] }).toEqual({ status: 200, when: undefined })
})

test('too many attempts at the access key of a demo return 429 and Retry-After', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const form = await filledForm(browser, '/demo/access', 'Continue', { key: 'no key' })
  const tries = []
  for (let count = 0; count <= ACCESS_TRIES; count++) tries.push(await post(browser, '/demo/access', form))
  expect(tries.map(({ status }) => status)).toEqual([...Array(ACCESS_TRIES).fill(200), 429])
  expect(Number(tries.at(-1)?.headers['retry-after'])).toBeGreaterThan(3000)
})
