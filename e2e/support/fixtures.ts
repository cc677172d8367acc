import { randomInt } from 'node:crypto'
import { type APIRequestContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { collectComplaints } from './console-guard'
import { noteCookies } from './cookies'
import { OwnServer } from './own-server'
import { type Account, openAccount } from './plain-flows'

interface Options {
  /** Console messages that a test causes on purpose. */
  expectedComplaints: RegExp[]
}

interface Fixtures {
  /** The client IP of the test, random so that no rate limit is shared with other tests. */
  clientIp: string
  complaints: string[]
  anotherBrowser: (options?: BrowserContextOptions) => Promise<Page>
  /** An HTTP client with cookies, which renders nothing and runs no scripts. */
  plainBrowser: () => Promise<APIRequestContext>
  /** An account that was created in another browser. */
  account: Account
  /** Starts a server for this test only, and stops it afterwards. */
  ownServer: typeof OwnServer.start
}

const byte = () => randomInt(1, 255)

export const test = base.extend<Options & Fixtures>({
  expectedComplaints: [[], { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern.
  clientIp: async ({}, use) => use(`10.${byte()}.${byte()}.${byte()}`),

  extraHTTPHeaders: async ({ clientIp }, use) => use({ 'x-forwarded-for': clientIp }),

  complaints: [
    async ({ expectedComplaints }, use) => {
      const complaints: string[] = []
      await use(complaints)
      const unexpected = complaints.filter((one) => !expectedComplaints.some((pattern) => pattern.test(one)))
      expect(unexpected, 'unexpected console messages').toEqual([])
    },
    { auto: true },
  ],

  context: async ({ context, complaints }, use) => {
    collectComplaints(context, complaints)
    await use(context)
    await noteCookies(context)
  },

  anotherBrowser: async ({ browser, complaints }, use) => {
    const opened: (() => Promise<void>)[] = []
    await use(async (options) => {
      const context = await browser.newContext(options)
      opened.push(() => noteCookies(context).finally(() => context.close()))
      collectComplaints(context, complaints)
      return context.newPage()
    })
    for (const close of opened) await close()
  },

  plainBrowser: async ({ playwright, baseURL, extraHTTPHeaders }, use) => {
    const opened: APIRequestContext[] = []
    await use(async () => {
      const browser = await playwright.request.newContext({ baseURL, extraHTTPHeaders })
      opened.push(browser)
      return browser
    })
    for (const browser of opened) await noteCookies(browser).finally(() => browser.dispose())
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern.
  ownServer: async ({}, use) => {
    const started: OwnServer[] = []
    await use(async (...how) => {
      const server = await OwnServer.start(...how)
      started.push(server)
      return server
    })
    for (const server of started) await server.stop()
  },

  account: async ({ plainBrowser }, use) => use(await openAccount(await plainBrowser())),
})

export { expect }
