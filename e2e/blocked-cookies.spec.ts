import { startCookieBlockingProxy } from './support/cookie-blocking-proxy'
import { expect, test } from './support/fixtures'
import { askForCode, heading } from './support/flows'
import { freshPhone } from './support/people'

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'

  test(`whoever blocks cookies is told so when they ask for a code, ${how} JavaScript`, async ({ anotherBrowser }) => {
    const eater = await startCookieBlockingProxy()
    const page = await anotherBrowser({ proxy: { server: eater.server }, javaScriptEnabled })
    await page.goto('/sign-up')
    await page.getByLabel('Phone number').fill(freshPhone())
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page.getByRole('main')).toContainText(/turn on cookies/i)
    await expect(page.getByLabel('Code')).toHaveCount(0)
    await page.close()
    eater.stop()
  })
}

test('whoever blocks cookies and signs in with the right password is told about cookies, not sent in a circle', async ({
  account,
  anotherBrowser,
}) => {
  const eater = await startCookieBlockingProxy()
  const page = await anotherBrowser({ proxy: { server: eater.server } })
  await page.goto('/sign-in')
  await page.getByLabel('Phone number').fill(account.phone)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('[data-form-message]')).toContainText('Turn on cookies for this site')
  await page.close()
  eater.stop()
})

test('a browser that loses its cookies on the way is told to start again', async ({ page, context }) => {
  const stream = page.waitForResponse(/\/events$/)
  await askForCode(page, freshPhone())
  await stream
  await context.clearCookies()
  await page.reload()
  await expect(heading(page)).toHaveText('Turn on cookies')
  await page.getByRole('main').getByRole('link', { name: 'Start again' }).click()
  await expect(page).toHaveURL('/sign-up')
})
