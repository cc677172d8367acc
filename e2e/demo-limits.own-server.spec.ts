import type { APIRequestContext } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { askForCode, interactive } from './support/flows'
import { freshPhone } from './support/people'
import { filledForm, hiddenFields, post } from './support/plain-forms'

// The presenter's browser connects from this machine, without a proxy.
test.use({ extraHTTPHeaders: {} })
test.setTimeout(120_000)

const PRESENTED = { TRUSTED_PROXY_HOPS: '0', RESEND_COOLDOWN_SECONDS: '0' }
const REACHED = 'This demo reached its limit of 20 codes per hour from one network.'
const LIFT = 'Lift the demo&#x27;s limits'

async function start(browser: APIRequestContext, form: FormData, headers = {}) {
  form.set('phone', freshPhone())
  return post(browser, '/sign-up', form, { headers })
}

test('strict limits are named in the demo, and a button lifts them for the presenter, with and without JavaScript', async ({
  ownServer,
  playwright,
  page,
}) => {
  const { origin } = await ownServer('strict-presenter', { ...PRESENTED, DEMO_LIMITS: 'strict' })
  let browser = await playwright.request.newContext({ baseURL: origin })
  const form = await filledForm(browser, '/sign-up', 'Send code', { country: 'US' })
  for (let sent = 0; sent < 20; sent++) expect((await start(browser, form)).location).toMatch(/^\/verify\//)
  const refused = await start(browser, form)
  expect(refused.status).toBe(429)
  expect(refused.html).toContain(REACHED)
  const button = hiddenFields(refused.html, LIFT)

  for (const from of [{ origin: 'https://evil.example' }, { headers: { 'x-forwarded-for': '203.0.113.9' } }])
    expect((await post(browser, '/demo/limits', button, from)).status).toBe(403)
  expect((await start(browser, form)).status).toBe(429)
  // Behind a proxy the client may be anyone, so the button is not offered.
  expect((await start(browser, form, { 'x-forwarded-for': '203.0.113.9' })).html).not.toContain(LIFT)

  await page.goto(`${origin}/sign-up`)
  await interactive(page)
  await page.getByLabel('Phone number').fill(freshPhone())
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByText(REACHED)).toBeVisible()
  await page.getByRole('button', { name: "Lift the demo's limits" }).click()
  await expect(page.getByText("The demo's limits are lifted.")).toBeVisible()
  await askForCode(page, freshPhone(), `${origin}/sign-up` as '/sign-up')

  // The server closes connections that are idle for five seconds.
  await browser.dispose()
  browser = await playwright.request.newContext({ baseURL: origin })
  // With JavaScript the button makes the same post.
  const lifted = await post(browser, '/demo/limits', button)
  expect(lifted).toMatchObject({ status: 303, location: '/demo?limits=lifted&from=%2Fsign-up' })
  expect((await start(browser, form)).location).toMatch(/^\/verify\//)
  await browser.dispose()
})
