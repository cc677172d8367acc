import { expectNothingForAxe } from './support/axe'
import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { expectNothingClipped } from './support/layout'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { submit } from './support/plain-forms'

test('under the hood, the stage shows a verification without its code, and follows it', async ({
  page,
  plainBrowser,
}) => {
  const phone = freshPhone()
  const browser = await plainBrowser()
  await page.goto('/demo')
  const codePath = await askPlainly(browser, phone)
  const code = await readCode({ browser, phone })
  await page
    .getByRole('group', { name: 'Shown verification' })
    .getByRole('button', { name: phone.slice(-4) })
    .click()
  await page.getByText('Under the hood').click()
  const hood = page.locator('details', { hasText: 'Under the hood' })
  await expect(hood.getByText('•••••• is your Latchkey code.')).toBeVisible()
  await expect(hood.getByText('0 of 5', { exact: true })).toBeVisible()
  await expect(hood.getByRole('region', { name: 'Rules' }).getByText('R2', { exact: true })).toBeHidden()

  await submit(browser, codePath, 'Verify', { code: code === '000000' ? '000001' : '000000' })
  await expect(hood.getByText('1 of 5', { exact: true })).toBeVisible()
  await expect(hood.getByRole('region', { name: 'Rules' }).getByText('R2', { exact: true })).toBeVisible()
  const shown = (await hood.textContent()) ?? ''
  expect(shown).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`))
  expect(shown).not.toContain(phone.slice(-7))

  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expectNothingForAxe(page, 'the stage with its details')
  await expectNothingClipped(page, 'the stage with its details')
})

test('details are not found for an unknown verification, and rejected for an invalid id', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const statusOf = async (query: string) => (await browser.get(`/demo/details?${query}`)).status()
  expect(await statusOf('id=00000000-0000-4000-8000-000000000000')).toBe(404)
  for (const query of ['', 'id=1', 'id=00000000-0000-4000-8000-000000000000&id=1'])
    expect(await statusOf(query), query).toBe(400)
})
