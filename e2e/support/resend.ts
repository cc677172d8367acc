import { expect, type Page } from '@playwright/test'
import { interactive } from './flows'

export const resendButton = (page: Page) => page.getByRole('button', { name: /^(Resend code|Send a new code)$/ })

export async function resendAllowed(page: Page) {
  await interactive(page)
  await expect(resendButton(page)).not.toHaveAttribute('aria-disabled', 'true')
}

export async function resendCode(page: Page) {
  await resendAllowed(page)
  await resendButton(page).click()
}
