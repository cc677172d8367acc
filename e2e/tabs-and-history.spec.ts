import { expect, test } from './support/fixtures'
import { askForCode, codeField, enterCode, heading, nameAndPassword, prove, somebody } from './support/flows'
import { expectMessages, openHandset, readCode, seeCode } from './support/handset'
import { freshPassword, freshPhone } from './support/people'

test('a reload loses nothing at any step', async ({ page, plainBrowser }) => {
  const person = somebody(await plainBrowser())
  await askForCode(page, person.phone)
  const code = await readCode(person.handset)
  await page.reload()
  await expect(page.getByText('5 attempts left')).toBeVisible()
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
  await page.reload()
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await page.reload()
  await expect(heading(page)).toContainText(person.name)
  await expectMessages(person.handset, 1)
})

test('the back button loses nothing at any step, and every page has a way to continue', async ({
  page,
  plainBrowser,
}) => {
  const person = somebody(await plainBrowser())
  await askForCode(page, person.phone)
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Send code' })).toBeVisible()
  await page.goForward()
  await expect(codeField(page)).toBeVisible()
  await enterCode(page, await readCode(person.handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await page.goBack()
  await expect(heading(page)).toHaveText('Phone number verified')
  await page.getByRole('link', { name: 'Continue' }).click()
  await expect(page).toHaveURL(/\/sign-up\//)
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await page.goBack()
  await expect(page).toHaveURL('/account')
  await expect(heading(page)).toContainText(person.name)
  await expectMessages(person.handset, 1)
})

test('two tabs can verify two numbers at the same time', async ({ page, plainBrowser }) => {
  const one = somebody(await plainBrowser())
  const two = somebody(await plainBrowser())
  const tab = await page.context().newPage()
  await askForCode(page, one.phone)
  await askForCode(tab, two.phone)
  await enterCode(page, await readCode(one.handset))
  await enterCode(tab, await readCode(two.handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await expect(tab).toHaveURL(/\/sign-up\//)
})

test('a second tab with the same code shows that the number is verified, and links to the next page', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await enterCode(page, await readCode(handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await expect(heading(tab)).toHaveText('Phone number verified')
  await tab.getByRole('link', { name: 'Continue' }).click()
  await expect(tab).toHaveURL(page.url())
})

test('of two tabs with one proof, one creates the account and the other shows it', async ({ page, plainBrowser }) => {
  const person = somebody(await plainBrowser())
  await prove(page, person.handset)
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await nameAndPassword(tab, 'Somebody Else', person.password)
  await expect(tab).toHaveURL('/account')
  await expect(heading(tab)).toContainText(person.name)
})

test('a sign-up continues in its tab while the simulated phone is open in another', async ({ page }) => {
  const phone = freshPhone()
  const handset = await openHandset(await page.context().newPage(), phone)
  await askForCode(page, phone)
  await enterCode(page, await seeCode(handset))
  await nameAndPassword(page, 'Ada Lovelace', freshPassword())
  await expect(heading(page)).toContainText('Ada Lovelace')
})
