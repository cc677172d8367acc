import { expect } from './support/fixtures'
import { test } from './support/on-strict-server'

test('a country that is not served is not in the list, and its numbers are refused by its name', async ({ page }) => {
  await page.goto('/sign-up')
  await expect(page.getByLabel('Country').getByRole('option')).toHaveText(['United Kingdom +44', 'United States +1'])
  await page.getByLabel('Phone number').fill('+49 1512 3456789')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('#phone-error')).toHaveText(
    "We don't send texts to Germany yet. Use a number from another country.",
  )
})

test('a number of a neighbour with the same calling code is not taken for one that is served', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Phone number').fill('+1 809 234 5678')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('#phone-error')).toContainText('Dominican Republic')
})
