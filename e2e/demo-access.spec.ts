import { DEMO_KEY } from '@/scripts/testing/e2e-servers.mjs'
import { expect } from './support/fixtures'
import { heading } from './support/flows'
import { openHandset } from './support/handset'
import { test } from './support/on-keyed-server'
import { freshPhone } from './support/people'
import { look } from './support/plain-forms'

test('without the access key every URL of a demo redirects to the key form, except the health endpoint', async ({
  plainBrowser,
}) => {
  const browser = await plainBrowser()
  const phone = '/handset/+12025550123'
  for (const path of ['/', '/sign-up', '/account', phone, `${phone}/events`, '/demo', '/demo/events', '/x']) {
    const { status, location } = await look(browser, path)
    expect({ path, status, location }).toEqual({ path, status: 303, location: '/demo/access' })
  }
  expect((await look(browser, '/api/health')).status).toBe(200)
})

test('rejects a wrong access key with an error, and requires the right one once per browser', async ({
  page,
  anotherBrowser,
}) => {
  await page.goto('/sign-up')
  await expect(heading(page)).toHaveText('Enter your access key')
  await page.getByLabel('Access key').fill('not the key')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.locator('#key-error')).toHaveText('That key is incorrect. Check it and try again.')
  await page.getByLabel('Access key').fill(DEMO_KEY)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(page)).toHaveText('Phone verification you host yourself')
  await openHandset(page, freshPhone())

  const other = await anotherBrowser()
  await other.goto('/')
  await expect(other).toHaveURL('/demo/access')
})
