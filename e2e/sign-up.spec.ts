import { expect, test } from './support/fixtures'
import { askForCode, enterCode, heading, nameAndPassword, prove, somebody } from './support/flows'
import { messagesOn, openHandset, seeCode } from './support/handset'
import { freshPhone, nationally } from './support/people'

test('a user signs up with the code that appears on the simulated phone without a reload', async ({
  page,
  plainBrowser,
  anotherBrowser,
}) => {
  const person = somebody(await plainBrowser())
  const handset = await openHandset(await anotherBrowser(), person.phone)
  await handset.evaluate(() => document.body.setAttribute('data-not-reloaded', ''))
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Country').selectOption('US')
  await page.getByLabel('Phone number').fill(nationally(person.phone))
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
  await expect(page.getByText(`We sent a 6-digit code to ${nationally(person.phone)}.`)).toBeVisible()
  await expect(page.getByText('Delivered to your phone.')).toBeVisible()
  await enterCode(page, await seeCode(handset))
  await expect(handset.locator('body')).toHaveAttribute('data-not-reloaded')
  await expect(page).toHaveURL(/\/sign-up\//)
  await expect(page.getByText(`We've verified ${nationally(person.phone)}.`)).toBeVisible()
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await expect(page.getByText(nationally(person.phone))).toHaveCount(0)
  await expect(heading(page)).toContainText(person.name)
  const steps = page.getByRole('list', { name: 'Progress' })
  await expect(steps).toBeVisible()
  await page.reload()
  await expect(heading(page)).toContainText(person.name)
  await expect(steps).toHaveCount(0)
})

test('a message shows its sender, begins with the code and its purpose, and ends with the host', async ({
  page,
  anotherBrowser,
}) => {
  const phone = freshPhone()
  const handset = await openHandset(await anotherBrowser(), phone)
  await askForCode(page, phone)
  const code = await seeCode(handset)
  await expect(messagesOn(handset)).toContainText('Latchkey')
  const text = await messagesOn(handset).locator('p').last().textContent()
  const lines = text?.split('\n') ?? []
  expect(lines[0]).toMatch(
    new RegExp(`^${code} is your Latchkey code\\. It expires in 10 minutes\\. Don't share it\\.$`),
  )
  expect(lines.at(-1)).toBe(`@localhost #${code}`)
})

test('verifying a registered number shows the existing account, and prefills the number for sign-in and reset', async ({
  page,
  account,
  plainBrowser,
  anotherBrowser,
}) => {
  await prove(page, { browser: await plainBrowser(), phone: account.phone })
  await expect(heading(page)).toHaveText('You already have an account')
  await expect(page.getByText(`You already have an account with ${nationally(account.phone)}.`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Reset your password' })).toBeVisible()
  await page.reload()
  await expect(heading(page)).toHaveText('You already have an account')
  const proved = page.url()
  for (const path of ['/reset-password', '/sign-in']) {
    await page.goto(proved)
    await page.getByRole('main').locator(`a[href^="${path}"]`).click()
    await expect(page).toHaveURL(new RegExp(`${path}\\?number=[\\w-]{36}$`))
    await expect(page.getByLabel('Phone number')).toHaveValue(nationally(account.phone))
  }
  const otherBrowser = await anotherBrowser()
  await otherBrowser.goto(page.url())
  await expect(otherBrowser.getByLabel('Phone number')).toHaveValue('')
})
