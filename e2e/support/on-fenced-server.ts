import { randomInt } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { DEMO_KEY, type NewBrowser } from './form-fixtures'
import { testOnOwnServer } from './on-own-server'
import { submit } from './plain-forms'

const clientIp = () => `10.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`

/** Tests of all forms, including that of a demo's access key, without a resend cooldown. */
export const test = testOnOwnServer('fenced', {
  DEMO_ACCESS_KEY: DEMO_KEY,
  RESEND_COOLDOWN_SECONDS: '0,0,0,0',
}).extend<{ newBrowser: NewBrowser }>({
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
