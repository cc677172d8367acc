import type { APIRequestContext } from '@playwright/test'
import { DEMO_KEY } from '@/scripts/testing/e2e-servers.mjs'
import { readCode, textsOn } from './handset'
import { freshPassword, freshPhone } from './people'
import { askPlainly, openAccount, provePlainly, signInPlainly } from './plain-flows'
import { type Fields, look } from './plain-forms'

/** Opens a browser with its own IP; a locked one has not entered the demo's access key. */
export type NewBrowser = (how?: 'locked') => Promise<APIRequestContext>

/** A form of the application that is ready to be posted, and what a post changes. */
export interface FormFixture {
  browser: APIRequestContext
  path: string
  button: string
  fields: Fields
  /** Reads the state that the form changes. */
  seen: () => Promise<unknown>
  /** The redirect after a valid post. */
  leadsTo: RegExp
  /** Fields that accept only specific values. */
  strict: string[]
}

const phoneFixture =
  (path: string) =>
  async (newBrowser: NewBrowser): Promise<FormFixture> => {
    const browser = await newBrowser()
    const phone = freshPhone()
    const fields = { country: 'US', phone }
    const seen = () => textsOn({ browser, phone })
    return { browser, path, button: 'Send code', fields, seen, leadsTo: /^\/verify\//, strict: ['country', 'phone'] }
  }

/** A fixture for each server action, by its name. */
export const FORM_FIXTURES: Record<string, (newBrowser: NewBrowser) => Promise<FormFixture>> = {
  startSignUp: phoneFixture('/sign-up'),
  startReset: phoneFixture('/reset-password'),

  async signInWithPassword(newBrowser) {
    const { phone, password } = await openAccount(await newBrowser())
    const browser = await newBrowser()
    const seen = async () => (await look(browser, '/account')).location
    const form = { path: '/sign-in', button: 'Sign in', fields: { country: 'US', phone, password } }
    return { browser, ...form, seen, leadsTo: /^\/account$/, strict: ['country', 'phone'] }
  },

  async createAccount(newBrowser) {
    const browser = await newBrowser()
    const path = await provePlainly(browser, freshPhone())
    const seen = async () => [(await look(browser, '/account')).location, await heading(browser, path)]
    const form = { path, button: 'Create account', fields: { name: 'Ada', password: freshPassword() } }
    return { browser, ...form, seen, leadsTo: /^\/account\?welcome=yes$/, strict: ['id'] }
  },

  async setPassword(newBrowser) {
    const { phone } = await openAccount(await newBrowser())
    const browser = await newBrowser()
    const path = await provePlainly(browser, phone, '/reset-password')
    const seen = async () => [(await textsOn({ browser, phone })).length, await heading(browser, path)]
    const form = { path, button: 'Set new password', fields: { password: freshPassword() } }
    return { browser, ...form, seen, leadsTo: /^\/sign-in\?reset=[\w-]{36}$/, strict: ['id'] }
  },

  async checkCode(newBrowser) {
    const browser = await newBrowser()
    const phone = freshPhone()
    const path = await askPlainly(browser, phone)
    const fields = { code: await readCode({ browser, phone }) }
    const seen = async () => /\d attempts? left/.exec((await look(browser, path)).html)?.[0]
    return { browser, path, button: 'Verify', fields, seen, leadsTo: /^\/sign-up\//, strict: ['id', 'code'] }
  },

  async resendCode(newBrowser) {
    const browser = await newBrowser()
    const phone = freshPhone()
    const path = await askPlainly(browser, phone)
    await readCode({ browser, phone })
    const seen = async () => (await textsOn({ browser, phone })).length
    return { browser, path, button: 'Resend code', fields: {}, seen, leadsTo: /^\/verify\/[^?]+$/, strict: ['id'] }
  },

  async signOut(newBrowser) {
    const browser = await newBrowser()
    await openAccount(browser)
    const fields = { intent: 'sign-out' }
    const seen = async () => (await look(browser, '/account')).status
    return { browser, path: '/account', button: 'Sign out', fields, seen, leadsTo: /^\/$/, strict: ['intent'] }
  },

  async signOutOne(newBrowser) {
    const { browser, other } = await signedInTwice(newBrowser)
    const seen = async () => (await look(other, '/account')).status
    const form = { path: '/account', button: 'Sign out (?!everywhere).+', fields: {} }
    return { browser, ...form, seen, leadsTo: /^\/account\?ended=one$/, strict: ['handle'] }
  },

  async signOutElsewhere(newBrowser) {
    const { browser, other } = await signedInTwice(newBrowser)
    const fields = { intent: 'sign-out-elsewhere' }
    const seen = async () => (await look(other, '/account')).status
    const form = { path: '/account', button: 'Sign out everywhere else', fields }
    return { browser, ...form, seen, leadsTo: /^\/account\?ended=others$/, strict: ['intent'] }
  },

  async changePassword(newBrowser) {
    const browser = await newBrowser()
    const { phone, password: current } = await openAccount(browser)
    const seen = async () => (await textsOn({ browser, phone })).length
    const fields = { current, password: freshPassword() }
    const form = { path: '/account/password', button: 'Change password', fields }
    return { browser, ...form, seen, leadsTo: /^\/account\?ended=password$/, strict: ['current'] }
  },

  async sendResetCode(newBrowser) {
    const browser = await newBrowser()
    const { phone } = await openAccount(browser)
    const seen = async () => (await textsOn({ browser, phone })).length
    const form = { path: '/account/password', button: 'Send code', fields: { intent: 'send-code' } }
    return { browser, ...form, seen, leadsTo: /^\/verify\//, strict: ['intent'] }
  },

  async openDemo(newBrowser) {
    const browser = await newBrowser('locked')
    const seen = async () => (await look(browser, '/')).location
    const form = { path: '/demo/access', button: 'Continue', fields: { key: DEMO_KEY } }
    return { browser, ...form, seen, leadsTo: /^\/$/, strict: [] }
  },

  async answer(newBrowser) {
    const browser = await newBrowser()
    const path = `/handset/${freshPhone()}`
    const seen = async () => /Reply (STOP|START)/.exec((await look(browser, path)).html)?.[0]
    const form = { path, button: 'Reply STOP', fields: { text: 'STOP' } }
    return { browser, ...form, seen, leadsTo: /^\/handset\//, strict: ['text'] }
  },
}

async function signedInTwice(newBrowser: NewBrowser) {
  const [browser, other] = [await newBrowser(), await newBrowser()]
  await signInPlainly(other, await openAccount(browser))
  return { browser, other }
}

async function heading(browser: APIRequestContext, path: string) {
  return /<h1\b.*?<\/h1>/s.exec((await look(browser, path)).html)?.[0]
}
