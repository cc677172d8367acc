import { badPhones } from './support/bad-phones'
import { expect, test } from './support/fixtures'
import { codeField, interactive } from './support/flows'
import { readCode, textsOn } from './support/handset'
import { freshPhone, nationally } from './support/people'
import { submit } from './support/plain-forms'

test('an invalid or non-mobile number shows one error at the field, keeps the input and sends nothing', async ({
  page,
  plainBrowser,
}) => {
  const phone = freshPhone()
  await page.goto('/sign-up')
  const field = page.getByLabel('Phone number')
  for (const { what, typed, sentence } of badPhones(phone)) {
    await test.step(what, async () => {
      await field.fill(typed)
      await page.getByRole('button', { name: 'Send code' }).click()
      await expect(page.locator('#phone-error')).toHaveText(sentence)
      await expect(field).toHaveAttribute('aria-invalid', 'true')
      await expect(field).toBeFocused()
      await expect(page).toHaveURL('/sign-up')
    })
  }
  expect(await textsOn({ browser: await plainBrowser(), phone })).toEqual([])
})

test('the server itself rejects invalid numbers with the same errors, for sign-up and reset', async ({
  plainBrowser,
}) => {
  const phone = freshPhone()
  const browser = await plainBrowser()
  for (const from of ['/sign-up', '/reset-password']) {
    for (const { what, typed, sentence } of badPhones(phone)) {
      const { status, location, html } = await submit(browser, from, 'Send code', { country: 'US', phone: typed })
      expect({ what, status, location }).toEqual({ what, status: 200, location: null })
      const [, shown = ''] = /id="phone-error"[^>]*>.*?<\/svg>(.*?)<\/p>/s.exec(html) ?? []
      expect(shown.replace(/<[^>]*>/g, '').replaceAll('&#x27;', "'")).toBe(sentence)
    }
  }
  expect(await textsOn({ browser, phone })).toEqual([])
})

test('the country follows the number, and the selection outlasts errors and edits', async ({ page }) => {
  await page.goto('/sign-up')
  await interactive(page)
  await page.getByLabel('Phone number').fill('+44 7400 1')
  await expect(page.getByLabel('Country')).toHaveValue('GB')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('#phone-error')).toBeVisible()
  await expect(page.getByLabel('Country')).toHaveValue('GB')
  await page.getByLabel('Country').selectOption('CA')
  await page.getByLabel('Phone number').fill('416 555')
  await expect(page.getByLabel('Country')).toHaveValue('CA')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('#phone-error')).toBeVisible()
  await expect(page.getByLabel('Country')).toHaveValue('CA')
  await expect(page.getByLabel('Country').getByRole('option').first()).toHaveText('Afghanistan +93')
})

test('a million digits are rejected with 413 before they are parsed', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const { status } = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone: '1'.repeat(1_000_000) })
  expect(status).toBe(413)
})

const spellings: [string, string, (phone: string) => string][] = [
  ['nationally', 'US', nationally],
  ['with spaces', 'US', (phone) => `${phone.slice(2, 5)} ${phone.slice(5, 8)} ${phone.slice(8)}`],
  ['internationally, whatever the selected country', 'DE', (phone) => phone],
  ['with 00 instead of +', 'DE', (phone) => `00${phone.slice(1)}`],
]

for (const [how, country, spelled] of spellings) {
  test(`a number written ${how} is accepted as the same number`, async ({ page, plainBrowser }) => {
    const phone = freshPhone()
    await page.goto('/sign-up')
    await page.getByLabel('Country').selectOption(country)
    await page.getByLabel('Phone number').fill(spelled(phone))
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(codeField(page)).toBeVisible()
    await readCode({ browser: await plainBrowser(), phone })
  })
}

test('the country is preselected by the language of the browser', async ({ anotherBrowser }) => {
  const german = await anotherBrowser({ locale: 'de-AT' })
  await german.goto('/sign-up')
  await expect(german.getByLabel('Country')).toHaveValue('AT')
})

test('the "Wrong number?" link returns to the form with the number filled in', async ({ page }) => {
  const phone = freshPhone()
  await page.goto('/sign-up')
  await page.getByLabel('Phone number').fill(phone)
  await page.getByRole('button', { name: 'Send code' }).click()
  await page.getByRole('link', { name: 'Wrong number?' }).click()
  await expect(page.getByLabel('Phone number')).toHaveValue(nationally(phone))
  await expect(page.getByLabel('Country')).toHaveValue('US')
})
