import { type APIRequestContext, expect } from '@playwright/test'
import { readCode, textsOn } from './handset'
import { freshPassword, freshPhone } from './people'
import { type Fields, submit } from './plain-forms'

export const WELCOME = '/account?welcome=yes'

/** Requests a code and returns the path of its page. */
export async function askPlainly(browser: APIRequestContext, phone: string, from = '/sign-up'): Promise<string> {
  const { location, html } = await submit(browser, from, 'Send code', { country: 'US', phone })
  expect(location, html).toMatch(/^\/verify\//)
  return location ?? ''
}

/** Verifies a number and returns the path of the next page. */
export async function provePlainly(browser: APIRequestContext, phone: string, from = '/sign-up'): Promise<string> {
  const before = await textsOn({ browser, phone })
  const codePath = await askPlainly(browser, phone, from)
  const code = await readCode({ browser, phone }, before.length + 1)
  const { location } = await submit(browser, codePath, 'Verify', { code })
  expect(location).toMatch(new RegExp(`^${from}/`))
  return location ?? ''
}

export interface Account {
  phone: string
  name: string
  password: string
}

/** Creates an account; the browser is then signed in. */
export async function openAccount(browser: APIRequestContext, phone = freshPhone()): Promise<Account> {
  const account = { phone, name: 'Grace Hopper', password: freshPassword() }
  const path = await provePlainly(browser, phone)
  const { name, password } = account
  const { location } = await submit(browser, path, 'Create account', { name, password })
  expect(location).toBe(WELCOME)
  return account
}

export async function signInPlainly(browser: APIRequestContext, { phone, password }: Account, headers: Fields = {}) {
  const { location } = await submit(browser, '/sign-in', 'Sign in', { country: 'US', phone, password }, { headers })
  expect(location).toBe('/account')
}
