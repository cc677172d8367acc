import { expect } from './support/fixtures'
import { test } from './support/on-strict-server'

test('a country that is not served is not in the list, and the error for its numbers names it', async ({ page }) => {
  await page.goto('/sign-up')
  await expect(page.getByLabel('Country').getByRole('option')).toHaveText(['United Kingdom +44', 'United States +1'])
  await page.getByLabel('Phone number').fill('+49 1512 3456789')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('#phone-error')).toHaveText(
    "We don't send texts to Germany yet. Use a number from another country.",
  )
})

test('rejects a number of an unserved country that shares a served calling code', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Phone number').fill('+1 809 234 5678')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('#phone-error')).toContainText('Dominican Republic')
})
