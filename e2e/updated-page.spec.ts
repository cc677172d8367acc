import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { interactive } from './support/flows'
import { freshPassword, freshPhone, nationally } from './support/people'

test.use({ expectedComplaints: [/409/] })

const UPDATED = 'Latchkey was updated while this page was open.'

/** Responds to posts like a server of another version, which does not have the action. */
async function answerAsAnotherVersion(page: Page) {
  await page.route('**', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 409, headers: { 'x-nextjs-action-not-found': '1' }, body: 'Server action not found.' })
      : route.continue(),
  )
}

test('a page of another version reloads with a notice and with the input, which can then be submitted', async ({
  page,
}) => {
  const phone = freshPhone()
  await page.goto('/sign-up')
  await interactive(page)
  await page.getByLabel('Country').selectOption('CA')
  await page.getByLabel('Phone number').fill(nationally(phone))
  await answerAsAnotherVersion(page)
  const reloaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Send code' }).click()
  await reloaded
  await expect(page.locator('[data-form-message]')).toContainText(UPDATED)
  await expect(page.getByLabel('Country')).toHaveValue('CA')
  await expect(page.getByLabel('Phone number')).toHaveValue(nationally(phone))
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
})

test('a page of another version keeps no password over its reload, and nothing for a second reload', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await interactive(page)
  await page.getByLabel('Phone number').fill('+12025550123')
  await page.getByLabel('Password', { exact: true }).fill(freshPassword())
  await page.getByRole('button', { name: /^Show/ }).click()
  await answerAsAnotherVersion(page)
  const reloaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await reloaded
  await expect(page.locator('[data-form-message]')).toContainText(UPDATED)
  await expect(page.getByLabel('Phone number')).toHaveValue('+12025550123')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  await page.unrouteAll()
  await page.reload()
  await expect(page.getByLabel('Phone number')).toHaveValue('')
})
