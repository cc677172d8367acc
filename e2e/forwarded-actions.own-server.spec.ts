import { DEMO_KEY } from '@/scripts/testing/e2e-servers.mjs'
import { expect } from './support/fixtures'
import { textsOn } from './support/handset'
import { testOnOwnServer } from './support/on-own-server'
import { freshPhone } from './support/people'
import { type Answer, filledForm, look, post, postByScript, submit } from './support/plain-forms'

// Next can forward actions to a server that listens on its public name, and logs each one posted to another page.
const test = testOnOwnServer('malformed-elsewhere', { DEMO_ACCESS_KEY: DEMO_KEY, HOST: 'localhost' })

const OPEN = ['/demo/access', '/icon.svg', '/api/health', '/api/handset/messages', '/api/handset/network']

/** Reduces a response to whether the action ran or failed. */
const result = ({ status, location, headers }: Answer) => ({
  sentOn: headers['x-action-redirect'] ?? (location?.startsWith('/verify/') ? location : null),
  failed: status >= 500,
})
const NOTHING = { sentOn: null, failed: false }

test('the access key protects actions as well as pages: without it, a form posted to any URL does nothing', async ({
  plainBrowser,
}) => {
  const [inside, outside] = [await plainBrowser(), await plainBrowser()]
  await submit(inside, '/demo/access', 'Continue', { key: DEMO_KEY })
  const phone = freshPhone()
  const form = await filledForm(inside, '/sign-up', 'Send code', { country: 'US', phone })
  await look(outside, '/demo/access')
  for (const path of ['/sign-up', ...OPEN]) {
    for (const send of [post, postByScript])
      expect({ path, ...result(await send(outside, path, form)) }).toEqual({ path, ...NOTHING })
  }
  expect(await textsOn({ browser: inside, phone })).toEqual([])
  expect(result(await postByScript(inside, '/sign-up', form)).sentOn).toMatch(/^\/verify\//)
})

test('a form posted to a page other than its own does nothing, and a script gets 404', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  await submit(browser, '/demo/access', 'Continue', { key: DEMO_KEY })
  const phone = freshPhone()
  const form = await filledForm(browser, '/sign-up', 'Send code', { country: 'US', phone })
  for (const path of ['/', '/sign-in', '/reset-password', `/handset/${phone}`, '/demo/access', '/x']) {
    for (const send of [post, postByScript])
      expect({ path, ...result(await send(browser, path, form)) }).toEqual({ path, ...NOTHING })
  }
  expect((await postByScript(browser, '/sign-in', form)).status).toBe(404)
  expect(await textsOn({ browser, phone })).toEqual([])
})
