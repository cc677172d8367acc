import { expect, test } from './support/fixtures'
import { askForCode, codeField, enterCode, heading, nameAndPassword, prove, somebody } from './support/flows'
import { expectMessages, openHandset, readCode, seeCode } from './support/handset'
import { freshPassword, freshPhone } from './support/people'

test('a reload is harmless at every step', async ({ page, plainBrowser }) => {
  const person = somebody(await plainBrowser())
  await askForCode(page, person.phone)
  const code = await readCode(person.handset)
  await page.reload()
  await expect(page.getByText('5 guesses left')).toBeVisible()
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
  await page.reload()
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await page.reload()
  await expect(heading(page)).toContainText(person.name)
  await expectMessages(person.handset, 1)
})

test('the back button is harmless at every step, and there is always a way on', async ({ page, plainBrowser }) => {
  const person = somebody(await plainBrowser())
  await askForCode(page, person.phone)
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Send code' })).toBeVisible()
  await page.goForward()
  await expect(codeField(page)).toBeVisible()
  await enterCode(page, await readCode(person.handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await page.goBack()
  await expect(heading(page)).toHaveText('Your number is proved')
  await page.getByRole('link', { name: 'Go on' }).click()
  await expect(page).toHaveURL(/\/sign-up\//)
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await page.goBack()
  await expect(heading(page)).toHaveText('Verify your number again')
  await expect(page.getByRole('main').getByRole('link', { name: 'Start again' })).toBeVisible()
  await expectMessages(person.handset, 1)
})

test('two tabs can prove two numbers at the same time', async ({ page, plainBrowser }) => {
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

test('a second tab on the same code learns that it was right, and leads on', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await enterCode(page, await readCode(handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await expect(heading(tab)).toHaveText('Your number is proved')
  await tab.getByRole('link', { name: 'Go on' }).click()
  await expect(tab).toHaveURL(page.url())
})

test('of two tabs that open an account with one proof, one does and the other is told that it is used', async ({
  page,
  plainBrowser,
}) => {
  const person = somebody(await plainBrowser())
  await prove(page, person.handset)
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await nameAndPassword(tab, 'Somebody Else', person.password)
  await expect(heading(tab)).toHaveText('Verify your number again')
})

test('signing up goes on in the tab that began it while the phone lies in another', async ({ page }) => {
  const phone = freshPhone()
  const handset = await openHandset(await page.context().newPage(), phone)
  await askForCode(page, phone)
  await enterCode(page, await seeCode(handset))
  await nameAndPassword(page, 'Ada Lovelace', freshPassword())
  await expect(heading(page)).toContainText('Ada Lovelace')
})
