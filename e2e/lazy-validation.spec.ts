import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { interactive } from './support/flows'

/** Fails every script from here on, and returns the URLs that were requested. */
async function failScripts(page: Page) {
  const requested: string[] = []
  await page.route('**/*.js', (route) => {
    requested.push(route.request().url())
    return route.abort()
  })
  return requested
}

test.use({ expectedComplaints: [/ERR_FAILED/] })

test('a form whose validation cannot be loaded is submitted, and validated by the server', async ({ page }) => {
  await page.goto('/sign-up')
  await interactive(page)
  const requested = await failScripts(page)
  for (const typed of ['my phone', '+1 202 555']) {
    await page.getByLabel('Phone number').fill(typed)
    const posted = page.waitForRequest((request) => request.method() === 'POST')
    await page.getByRole('button', { name: 'Send code' }).click()
    await posted
    await expect(page.getByLabel('Phone number')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel('Phone number')).toBeFocused()
    await expect(page.getByLabel('Phone number')).toHaveValue(typed)
  }
  expect(requested.length).toBeGreaterThan(0)
})
