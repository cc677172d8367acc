import type { APIRequestContext, Page } from '@playwright/test'
import { axeOn } from './support/axe'
import { expect } from './support/fixtures'
import { heading } from './support/flows'
import { readCode, textsOn } from './support/handset'
import { test } from './support/on-strict-server'
import { freshPhone, nationally, otherCode } from './support/people'
import { askPlainly } from './support/plain-flows'
import { submit } from './support/plain-forms'

const SOLVING = "We're running a quick security check."

/** Enters ten wrong codes from this browser's IP. */
async function raiseTheRisk(browser: APIRequestContext) {
  for (let phones = 0; phones < 2; phones++) {
    const phone = freshPhone()
    const path = await askPlainly(browser, phone)
    const code = await readCode({ browser, phone })
    for (let by = 1; by <= 5; by++) await submit(browser, path, 'Verify', { code: otherCode(code, by) })
  }
}

async function ask(page: Page, phone: string) {
  await page.goto('/sign-up')
  await page.getByLabel('Phone number').fill(nationally(phone))
  await page.getByLabel('Phone number').press('Enter')
}

test('a browser passes the challenge automatically, announces it to screen readers, and one message is sent', async ({
  page,
  plainBrowser,
}) => {
  const browser = await plainBrowser()
  await raiseTheRisk(browser)
  const phone = freshPhone()
  const said: string[] = []
  await page.exposeFunction('heard', (text: string) => said.push(text))
  await page.goto('/sign-up')
  await page.evaluate(() => {
    const status = document.querySelector('form > [role="status"]')
    const tell = () => (window as unknown as { heard(text: string): void }).heard(status?.textContent ?? '')
    new MutationObserver(tell).observe(status as Element, { childList: true, characterData: true, subtree: true })
  })
  await page.getByLabel('Phone number').fill(nationally(phone))
  await page.getByLabel('Phone number').press('Enter')
  await expect(heading(page)).toHaveText('Enter the code')
  expect(said.join(' ')).toContain(SOLVING)
  await readCode({ browser, phone })
  expect(await textsOn({ browser, phone })).toHaveLength(1)
})

test('a browser that cannot solve the puzzle waits automatically, and the page shows it', async ({
  page,
  plainBrowser,
}) => {
  await raiseTheRisk(await plainBrowser())
  await page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }))
  await ask(page, freshPhone())
  await expect(page.getByRole('status').first()).toContainText('Keep this page open.')
  const { violations } = await axeOn(page).analyze()
  expect(violations).toEqual([])
  await expect(heading(page)).toHaveText('Enter the code', { timeout: 15_000 })
})

test.describe('without JavaScript', () => {
  test.use({
    javaScriptEnabled: false,
    expectedComplaints: [/status of 429/],
  })

  test('without JavaScript the page shows the wait, and an early try does not restart it', async ({
    page,
    plainBrowser,
  }) => {
    const browser = await plainBrowser()
    await raiseTheRisk(browser)
    const phone = freshPhone()
    await ask(page, phone)
    await expect(page.getByRole('status').first()).toContainText(/Wait \d+ seconds?, then select “Send code” again\./)
    await expect(page.getByLabel('Phone number')).toHaveValue(nationally(phone))
    const waitToken = await page.locator('input[name="waitToken"]').inputValue()
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page.locator('input[name="waitToken"]')).toHaveValue(waitToken)
    expect(await textsOn({ browser, phone })).toEqual([])
    await expect(async () => {
      await page.getByRole('button', { name: 'Send code' }).click()
      await expect(heading(page)).toHaveText('Enter the code', { timeout: 500 })
    }).toPass({ intervals: [1000], timeout: 15_000 })
    await readCode({ browser, phone })
    expect(await textsOn({ browser, phone })).toHaveLength(1)
  })
})
