import type { Page, Request } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { askForCode, codeField, heading, interactive, prove, somebody } from './support/flows'
import { expectMessages, readCode } from './support/handset'

const isScript = (request: Request) => request.resourceType() === 'script'
const isPost = (request: Request) => request.method() === 'POST'

/** Counts matching requests and holds them until `go` is called, so that further presses come in between. */
async function hold(page: Page, isHeld: (request: Request) => boolean) {
  let count = 0
  let go = () => {}
  const gone = new Promise<void>((resolve) => {
    go = resolve
  })
  await page.route('**', async (route) => {
    if (!isHeld(route.request())) return route.fallback()
    count++
    await gone
    await route.fallback()
  })
  return { go: () => go(), count: () => count }
}

test('repeated presses on "Send code" during validation send one request', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await page.goto('/sign-up')
  await interactive(page)
  const scripts = await hold(page, isScript)
  const posts = await hold(page, isPost)
  await page.getByLabel('Phone number').fill(phone)
  for (let press = 0; press < 3; press++) await page.getByRole('button', { name: 'Send code' }).click()
  scripts.go()
  await expect(page.getByRole('button', { name: 'Sending' })).toBeVisible()
  posts.go()
  await expect(page.getByText('Delivered to your phone.')).toBeVisible()
  expect(posts.count()).toBe(1)
  await expectMessages(handset, 1)
})

test('a double click on "Send code" sends one request', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await page.goto('/sign-up')
  await interactive(page)
  const posts = await hold(page, isPost)
  await page.getByLabel('Phone number').fill(phone)
  await page.getByRole('button', { name: 'Send code' }).dblclick()
  await page.getByRole('button', { name: 'Sending' }).click({ force: true })
  posts.go()
  await expect(page.getByText('Delivered to your phone.')).toBeVisible()
  expect(posts.count()).toBe(1)
  await expectMessages(handset, 1)
})

test('a double click on "Create account" sends one request', async ({ page, plainBrowser }) => {
  const person = somebody(await plainBrowser())
  await prove(page, person.handset)
  const posts = await hold(page, isPost)
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).dblclick()
  await page.getByRole('button', { name: 'Creating' }).click({ force: true })
  posts.go()
  await expect(heading(page)).toContainText(person.name)
  expect(posts.count()).toBe(1)
})

test('Enter right after the sixth digit counts as one attempt', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  const posts = await hold(page, isPost)
  await codeField(page).pressSequentially(code === '000000' ? '111111' : '000000')
  await codeField(page).press('Enter')
  await page.getByRole('button', { name: 'Checking' }).click({ force: true })
  posts.go()
  await expect(page.getByText('That code is incorrect. You have 4 attempts left.')).toBeVisible()
  expect(posts.count()).toBe(1)
})

test('a slow form shows that it is sending, and then that it is still working', async ({ page }) => {
  await page.goto('/sign-up')
  await interactive(page)
  const posts = await hold(page, isPost)
  await page.getByLabel('Phone number').fill('+1 202 555 0100')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByRole('button', { name: 'Sending' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('Still working.')).toBeVisible()
  posts.go()
  await expect(codeField(page)).toBeVisible()
})

test('input entered before the scripts load is kept and submitted without retyping', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  const scripts = await hold(page, isScript)
  await page.goto('/sign-up', { waitUntil: 'commit' })
  await page.getByLabel('Phone number').fill(phone)
  scripts.go()
  await interactive(page)
  await expect(page.getByLabel('Phone number')).toHaveValue(phone)
  await page.getByRole('button', { name: 'Send code' }).click()
  await readCode(handset)
})

test.describe(() => {
  test.use({ expectedComplaints: [/ERR_FAILED/] })

  test('a form that cannot reach the server keeps its input and shows an error', async ({ page }) => {
    await page.goto('/sign-up')
    await interactive(page)
    await page.getByLabel('Phone number').fill('+1 202 555 0100')
    await page.getByLabel('Phone number').focus()
    await page.route('**', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page.locator('[data-form-message]')).toContainText("We couldn't connect to Latchkey.")
    await expect(page.locator('[data-form-message]')).toBeFocused()
    await expect(page.getByLabel('Phone number')).toHaveValue('+1 202 555 0100')
  })
})
