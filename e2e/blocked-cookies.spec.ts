import { startCookieBlockingProxy } from './support/cookie-blocking-proxy'
import { expect, test } from './support/fixtures'
import { askForCode, heading } from './support/flows'
import { freshPhone } from './support/people'

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'

  test(`a code request with blocked cookies shows a cookie error, ${how} JavaScript`, async ({ anotherBrowser }) => {
    const proxy = await startCookieBlockingProxy()
    const page = await anotherBrowser({ proxy: { server: proxy.server }, javaScriptEnabled })
    await page.goto('/sign-up')
    await page.getByLabel('Phone number').fill(freshPhone())
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page.getByRole('main')).toContainText(/turn on cookies/i)
    await expect(page.getByLabel('Code')).toHaveCount(0)
    await page.close()
    proxy.stop()
  })
}

test('signing in with blocked cookies and the right password shows a cookie error instead of a redirect loop', async ({
  account,
  anotherBrowser,
}) => {
  const proxy = await startCookieBlockingProxy()
  const page = await anotherBrowser({ proxy: { server: proxy.server } })
  await page.goto('/sign-in')
  await page.getByLabel('Phone number').fill(account.phone)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('[data-form-message]')).toContainText('Turn on cookies for this site')
  await page.close()
  proxy.stop()
})

test('a code page reloaded without its cookies shows a cookie error and a link to start again', async ({
  page,
  context,
}) => {
  const stream = page.waitForResponse(/\/events$/)
  await askForCode(page, freshPhone())
  await stream
  await context.clearCookies()
  await page.reload()
  await expect(heading(page)).toHaveText('Turn on cookies')
  await page.getByRole('main').getByRole('link', { name: 'Start again' }).click()
  await expect(page).toHaveURL('/sign-up')
})
