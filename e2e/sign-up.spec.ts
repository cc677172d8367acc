import { expect, test } from './support/fixtures'
import { askForCode, enterCode, heading, nameAndPassword, prove, somebody } from './support/flows'
import { messagesOn, openHandset, readCode } from './support/handset'
import { nationally } from './support/people'

test('a person signs up with the code that arrives on their phone, and the account greets them by name', async ({
  page,
  anotherBrowser,
}) => {
  const person = await somebody(await anotherBrowser())
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Country').selectOption('US')
  await page.getByLabel('Phone number').fill(nationally(person.phone))
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
  await expect(page.getByText(`+1 ••••••••${person.phone.slice(-2)}`).first()).toBeVisible()
  await expect(page.getByText('The message is on your phone.')).toBeVisible()
  await enterCode(page, await readCode(person.handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await expect(heading(page)).toContainText(person.name)
})

test('a message appears on the phone without a reload', async ({ page, anotherBrowser }) => {
  const { phone, handset } = await somebody(await anotherBrowser())
  await handset.evaluate(() => document.body.setAttribute('data-not-reloaded', ''))
  await askForCode(page, phone)
  await readCode(handset)
  await expect(handset.locator('body')).toHaveAttribute('data-not-reloaded')
})

test('a message names its sender, its code first, what it is for, and the host it belongs to last', async ({
  page,
  anotherBrowser,
}) => {
  const { phone, handset } = await somebody(await anotherBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  await expect(messagesOn(handset)).toContainText('Latchkey')
  const text = await messagesOn(handset).locator('p').last().textContent()
  const lines = text?.split('\n') ?? []
  expect(lines[0]).toMatch(new RegExp(`^${code} is your Latchkey code\\. Valid 10 minutes\\. Never share it\\.$`))
  expect(lines.at(-1)).toBe(`@localhost #${code}`)
})

test('whoever signs up with a number that has an account is told so once they have proved it, and keeps the proof', async ({
  page,
  account,
  anotherBrowser,
}) => {
  const handset = await openHandset(await anotherBrowser(), account.phone)
  await prove(page, handset)
  await expect(heading(page)).toHaveText('There is already an account with this number')
  await expect(page.getByRole('link', { name: 'Reset the password' })).toBeVisible()
  await page.reload()
  await expect(heading(page)).toHaveText('There is already an account with this number')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/sign-in')
})
