import { expect, test } from './support/fixtures'
import { askForCode, codeField, heading, somebody } from './support/flows'
import { guessWrong, spendGuesses } from './support/guesses'
import { expectMessages, readCode } from './support/handset'
import { otherCode } from './support/people'

test('after five wrong guesses even the right code is refused, and a resend in between gives none of them back', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  for (const left of [4, 3]) await guessWrong(page, code, left)
  await expect(page.getByText('You can resend the code now.')).toBeVisible()
  await page.getByRole('button', { name: 'Resend code' }).click()
  await readCode(handset, 2)
  await spendGuesses(page, code, 3)

  await page.reload()
  await expect(heading(page)).toHaveText('Too many attempts')
  await expect(codeField(page)).toHaveCount(0)
})

test('a wrong code keeps what was typed, selected, so that the next digit replaces it', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  const wrong = otherCode(code)
  await codeField(page).pressSequentially(wrong)
  await expect(page.getByText('That is not the code. You have 4 guesses left.')).toBeVisible()
  await expect(codeField(page)).toHaveValue(wrong)
  await expect(codeField(page)).toBeFocused()
  await page.keyboard.type(code)
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('when the guesses are used up the page says when another code can be had, and starting again sends none before', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await spendGuesses(page, await readCode(handset))
  await expect(page.getByText(/Resend available in \d+ minutes/)).toBeVisible()
  await askForCode(page, phone)
  await expect(heading(page)).toHaveText('Too many attempts')
  await page.getByRole('button', { name: 'Resend code' }).click({ force: true })
  await expect(page.getByText(/Resend available in \d+ minutes/)).toBeVisible()
  await expectMessages(handset, 1)
})
