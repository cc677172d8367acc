import { expect, type Page } from '@playwright/test'
import { codeField, enterCode, heading } from './flows'
import { otherCode } from './people'

const FEW = ['You have no attempts left.', 'You have 1 attempt left.']

export async function enterWrongCode(page: Page, code: string, left: number) {
  await codeField(page).fill('')
  await enterCode(page, otherCode(code, left + 1))
  const sentence = FEW[left] ?? `You have ${left} attempts left.`
  await expect(page.getByText(`That code is incorrect. ${sentence}`)).toBeVisible()
}

export async function exhaustAttempts(page: Page, code: string, left = 5) {
  for (let after = left - 1; after > 0; after--) await enterWrongCode(page, code, after)
  await codeField(page).fill('')
  await enterCode(page, otherCode(code))
  await expect(heading(page)).toHaveText('Too many attempts')
}
