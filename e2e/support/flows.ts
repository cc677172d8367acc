import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { type Handset, readCode, textsOn } from './handset'
import { freshPassword, freshPhone } from './people'

type Start = '/sign-up' | '/reset-password'

export const codeField = (page: Page) => page.getByRole('textbox', { name: 'Code' })
export const heading = (page: Page) => page.getByRole('heading', { level: 1 })

/** Until the page's form has its scripts: only then do its comforts work, such as the code that sends itself. */
export async function interactive(page: Page) {
  await page.waitForFunction(() => {
    const form = document.querySelector('main form')
    return form && Object.keys(form).some((key) => key.startsWith('__react'))
  })
}

/** Asks for a code and is on its page. */
export async function askForCode(page: Page, phone: string, from: Start = '/sign-up') {
  await page.goto(from)
  await interactive(page)
  await page.getByLabel('Phone number').fill(phone)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
}

/** Types a code, which submits itself. */
export async function enterCode(page: Page, code: string) {
  await interactive(page)
  await codeField(page).pressSequentially(code)
}

/** Proves that one holds a number, and is on the page after the code. */
export async function prove(page: Page, handset: Handset, from: Start = '/sign-up') {
  const sent = (await textsOn(handset)).length
  await askForCode(page, handset.phone, from)
  await enterCode(page, await readCode(handset, sent + 1))
  await expect(page).toHaveURL(new RegExp(`${from}/`))
}

export async function nameAndPassword(page: Page, name: string, password: string) {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

export interface Person {
  phone: string
  password: string
  name: string
  handset: Handset
}

/** Makes somebody with a phone of their own. */
export function somebody(browser: APIRequestContext, name = 'Ada Lovelace'): Person {
  const phone = freshPhone()
  return { phone, name, password: freshPassword(), handset: { browser, phone } }
}

/** Signs somebody up, who then looks at the account. */
export async function signUp(page: Page, { handset, name, password }: Person) {
  await prove(page, handset)
  await nameAndPassword(page, name, password)
  await expect(page).toHaveURL('/account')
}

export async function signIn(page: Page, phone: string, password: string) {
  await page.goto('/sign-in')
  await interactive(page)
  await page.getByLabel('Phone number').fill(phone)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
