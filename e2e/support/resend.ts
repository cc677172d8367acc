import { expect, type Page } from '@playwright/test'
import { interactive } from './flows'

/** Sends the same code again, or a new one once that is what a resend does. */
export const resendButton = (page: Page) => page.getByRole('button', { name: /^(Resend code|Send a new code)$/ })

/** Waits until a resend is allowed. */
export async function resendAllowed(page: Page) {
  await interactive(page)
  await expect(resendButton(page)).not.toHaveAttribute('aria-disabled', 'true')
}

/** Presses the button as soon as it may be pressed. */
export async function resendCode(page: Page) {
  await resendAllowed(page)
  await resendButton(page).click()
}
