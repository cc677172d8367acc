import { expect, test } from './support/fixtures'
import { freshPhone } from './support/people'

// Chromium logs the response to an invalid pass.
test.use({ expectedComplaints: [/status of 403/] })

test('the page that a QR code leads to removes the pass from its URL, and says that an unknown one has expired', async ({
  page,
}) => {
  await page.goto('/demo/enter#an.unknown.pass')
  await expect(page.getByRole('status')).toHaveText('This QR code has been used or has expired. Show a new one.')
  expect(new URL(page.url()).hash).toBe('')
})

test('a phone whose demo has no key or no https says what a QR code needs', async ({ page }) => {
  await page.goto(`/handset/${freshPhone()}`)
  await page.getByText('Open on your phone').click()
  await expect(
    page.getByText('To open the phone on your own device, start with an https APP_ORIGIN and DEMO_ACCESS_KEY.'),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show QR code' })).toHaveCount(0)
})
