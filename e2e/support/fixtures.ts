import { randomInt } from 'node:crypto'
import { type APIRequestContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { collectComplaints } from './console-guard'
import { noteCookies } from './cookies'
import { OwnServer } from './own-server'
import { type Account, openAccount } from './plain-flows'

interface Options {
  /** Complaints in the console that a test brings about on purpose. */
  expectedComplaints: RegExp[]
}

interface Fixtures {
  /** Where the test's requests come from: an IP of its own, so that it has all limits to itself. */
  clientIp: string
  complaints: string[]
  /** Opens a page in a browser that shares nothing with the others. */
  anotherBrowser: (options?: BrowserContextOptions) => Promise<Page>
  /** A browser that shows nothing and runs nothing: requests, forms and cookies alone. */
  plainBrowser: () => Promise<APIRequestContext>
  /** Somebody who has signed up, in another browser. */
  account: Account
  /** Starts a server that the test has to itself, and stops it afterwards. */
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
      expect(unexpected, 'nothing in any console').toEqual([])
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
