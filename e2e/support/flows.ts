import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { type Handset, readCode, textsOn } from './handset'
import { freshPassword, freshPhone } from './people'

type Start = '/sign-up' | '/reset-password'

export const codeField = (page: Page) => page.getByRole('textbox', { name: 'Code' })
export const heading = (page: Page) => page.getByRole('heading', { level: 1 })

/** Waits until React has hydrated the form; only then are codes submitted automatically, for example. */
export async function interactive(page: Page) {
  await page.waitForFunction(() => {
    const form = document.querySelector('main form')
    return form && Object.keys(form).some((key) => key.startsWith('__react'))
  })
}

export async function askForCode(page: Page, phone: string, from: Start = '/sign-up') {
  await page.goto(from)
  await interactive(page)
  await page.getByLabel('Phone number').fill(phone)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
}

/** Types a code, which is submitted automatically. */
export async function enterCode(page: Page, code: string) {
  await interactive(page)
  await codeField(page).pressSequentially(code)
}

/** Verifies a number, up to the page after the code. */
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

export function somebody(browser: APIRequestContext, name = 'Ada Lovelace'): Person {
  const phone = freshPhone()
  return { phone, name, password: freshPassword(), handset: { browser, phone } }
}

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
