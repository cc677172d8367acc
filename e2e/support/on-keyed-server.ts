import { randomInt } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { DEMO_KEY, E2E_SERVERS } from '@/scripts/testing/e2e-servers.mjs'
import { test as base } from './fixtures'
import type { NewBrowser } from './form-fixtures'
import { submit } from './plain-forms'

const clientIp = () => `10.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`

/** Tests against the demo with an access key, because only it has every form. */
export const test = base.extend<{ newBrowser: NewBrowser }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern.
  baseURL: async ({}, use) => use(E2E_SERVERS.keyed.origin),
  newBrowser: async ({ playwright, baseURL }, use) => {
    const opened: APIRequestContext[] = []
    await use(async (how) => {
      const extraHTTPHeaders = { 'x-forwarded-for': clientIp() }
      const browser = await playwright.request.newContext({ baseURL, extraHTTPHeaders })
      opened.push(browser)
      if (how !== 'locked') await submit(browser, '/demo/access', 'Continue', { key: DEMO_KEY })
      return browser
    })
    for (const browser of opened) await browser.dispose()
  },
})
