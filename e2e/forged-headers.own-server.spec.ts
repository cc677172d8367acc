import http from 'node:http'
import { expect } from './support/fixtures'
import { readCode, textsOn } from './support/handset'
import { testOnOwnServer } from './support/on-own-server'
import { freshPhone } from './support/people'
import { submit } from './support/plain-forms'

const STARTS_AN_HOUR = 20

const test = testOnOwnServer('exposed', { TRUSTED_PROXY_HOPS: '0' })

// The tests share the limit of one IP.
test.describe.configure({ mode: 'serial' })

test('a message names our own host, whatever forwarding headers the request has', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const headers = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '666',
    forwarded: 'for=203.0.113.9;host=evil.example;proto=https',
    'x-original-host': 'evil.example',
  }
  const { location } = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone }, { headers })
  expect(location).toMatch(/^\/verify\//)
  const code = await readCode({ browser, phone })
  expect((await textsOn({ browser, phone }))[0]).toMatch(new RegExp(`@localhost #${code}$`))
})

test('rejects a foreign Host header on every path except the health endpoint', async ({ server }) => {
  const { port } = new URL(server.origin)
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    'localhost',
    'localhost:1',
    `localhost.evil.example:${port}`,
  ]) {
    for (const path of ['/', '/sign-up', '/api/health/x', '/_next/static/x.js']) {
      expect({ host, path, status: await statusFor(port, host, path) }).toEqual({ host, path, status: 421 })
    }
    expect({ host, status: await statusFor(port, host, '/api/health') }).toEqual({ host, status: 200 })
  }
  expect(await statusFor(port, `localhost:${port}`, '/')).toBe(200)
})

test('sends 20 codes an hour per socket IP, whatever the headers, and then shows when to retry', async ({
  playwright,
  baseURL,
}) => {
  let message = ''
  let sent = 1 // by the first test
  for (let start = 0; start < STARTS_AN_HOUR + 1 && !message; start++) {
    const browser = await playwright.request.newContext({ baseURL })
    const clientIp = `203.0.113.${start}`
    const headers = { 'x-forwarded-for': clientIp, forwarded: `for=${clientIp}`, 'x-real-ip': clientIp }
    const phone = freshPhone()
    const { location, html } = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone }, { headers })
    if (location) sent++
    else message = html
    await browser.dispose()
  }
  expect(sent).toBe(STARTS_AN_HOUR)
  expect(message).toMatch(/Too many codes requested\. Try again in \d+ minutes\./)
})

test('an IP that has used up its codes can still load the form, which shows the limit', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Phone number').fill(freshPhone())
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('[data-form-message]')).toHaveText(/Too many codes requested\. Try again in \d+ minutes\./)
  await expect(page.locator('[data-form-message]')).toBeFocused()
})

test('a presenter on this machine sends more codes than the twenty of an IP', async ({ playwright, baseURL }) => {
  const browser = await playwright.request.newContext({ baseURL, extraHTTPHeaders: {} })
  const { location } = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone: freshPhone() })
  expect(location).toMatch(/^\/verify\//)
  await browser.dispose()
})

/** Sends an arbitrary Host header, which browsers and fetch do not allow. */
function statusFor(port: string, host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      .once('error', reject)
  })
}
