import { expect, test } from './support/fixtures'
import { askForCode, codeField, enterCode, heading, nameAndPassword, prove, signUp, somebody } from './support/flows'
import { messagesOn, readCode } from './support/handset'

test('a reload is harmless at every step', async ({ page, anotherBrowser }) => {
  const person = await somebody(await anotherBrowser())
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
  await expect(messagesOn(person.handset)).toHaveCount(1)
})

test('the back button is harmless at every step, and there is always a way on', async ({ page, anotherBrowser }) => {
  const person = await somebody(await anotherBrowser())
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
  await expect(heading(page)).toHaveText("Let's do that step again")
  await expect(page.getByRole('main').getByRole('link', { name: 'Start again' })).toBeVisible()
  await expect(messagesOn(person.handset)).toHaveCount(1)
})

test('two tabs can prove two numbers at the same time', async ({ page, anotherBrowser }) => {
  const one = await somebody(await anotherBrowser())
  const two = await somebody(await anotherBrowser())
  const tab = await page.context().newPage()
  await askForCode(page, one.phone)
  await askForCode(tab, two.phone)
  await enterCode(page, await readCode(one.handset))
  await enterCode(tab, await readCode(two.handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await expect(tab).toHaveURL(/\/sign-up\//)
})

test('a second tab on the same code learns that it was right, and leads on', async ({ page, anotherBrowser }) => {
  const { phone, handset } = await somebody(await anotherBrowser())
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
  anotherBrowser,
}) => {
  const person = await somebody(await anotherBrowser())
  await prove(page, person.handset)
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await nameAndPassword(page, person.name, person.password)
  await expect(page).toHaveURL('/account')
  await nameAndPassword(tab, 'Somebody Else', person.password)
  await expect(heading(tab)).toHaveText("Let's do that step again")
})

test('signing up goes on in the tab that began it while the phone lies in another', async ({ page }) => {
  const person = await somebody(await page.context().newPage())
  await signUp(page, person)
  await expect(heading(page)).toContainText(person.name)
})
