import { expect, test } from './support/fixtures'
import { heading, interactive } from './support/flows'
import { openHandset, seeCode } from './support/handset'
import { freshPhone, nationally } from './support/people'
import { askPlainly } from './support/plain-flows'

const TEST_NUMBER = '(202) 555-0123'

test('the title of a simulated phone counts the messages received while its tab was hidden', async ({
  page,
  plainBrowser,
}) => {
  const phone = freshPhone()
  await openHandset(page, phone)
  const turn = (state: 'hidden' | 'visible') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  const title = `Phone ${nationally(phone)} - Latchkey`
  await expect(page.getByText('Connected')).toBeVisible()
  await turn('hidden')
  await askPlainly(await plainBrowser(), phone)
  await expect(page).toHaveTitle(`(1) ${title}`)
  await askPlainly(await plainBrowser(), phone)
  await expect(page).toHaveTitle(`(2) ${title}`)
  await turn('visible')
  await expect(page).toHaveTitle(title)
  await seeCode(page, 2)
})

test('a simulated phone opens by its number in any spelling, and /handset has a form for the number', async ({
  page,
}) => {
  for (const spelling of ['2025550123', '(202)%20555-0123', '+1%20202%20555%200123', '%2B12025550123']) {
    await page.goto(`/handset/${spelling}`)
    await expect(heading(page)).toHaveText(TEST_NUMBER)
  }
  await page.goto('/handset')
  await page.getByLabel('Phone number').fill('12')
  await page.getByRole('button', { name: 'Open the phone' }).click()
  await expect(page.locator('#number-error')).toHaveText('Enter a valid phone number, like (202) 555-0123.')
  await page.getByLabel('Phone number').fill('+44 7400 123456')
  await page.getByRole('button', { name: 'Open the phone' }).click()
  await expect(page).toHaveURL('/handset/+447400123456')
})

test('the sign-up page offers the test number and fills it in', async ({ page }) => {
  await page.goto('/sign-up')
  await interactive(page)
  await page.getByLabel('Country').selectOption('GB')
  await page.getByRole('link', { name: `Use the test number ${TEST_NUMBER}` }).click()
  await expect(page).toHaveURL('/sign-up')
  await expect(page.getByLabel('Phone number')).toHaveValue(TEST_NUMBER)
  await expect(page.getByLabel('Country')).toHaveValue('US')
})

test('a number whose ending makes delivery fail is shown as not delivered on the code page', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Phone number').fill(`(${freshPhone().slice(2, 5)}) 555-0111`)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(heading(page)).toHaveText("We couldn't deliver your code", { timeout: 15_000 })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('without JavaScript the test number is filled in, and a simulated phone has a link to reload', async ({
    page,
  }) => {
    await page.goto('/sign-up')
    await page.getByRole('link', { name: `Use the test number ${TEST_NUMBER}` }).click()
    await expect(page.getByLabel('Phone number')).toHaveValue(TEST_NUMBER)
    await expect(page.getByLabel('Country')).toHaveValue('US')
    await openHandset(page, freshPhone())
    await expect(page.getByRole('link', { name: 'Check for new messages' })).toBeVisible()
    await expect(page.getByText('Connected')).toHaveCount(0)
    await expect(page.getByRole('contentinfo')).toBeHidden()
  })
})
