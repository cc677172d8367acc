import { actionsBuilt } from '@/scripts/testing/server-actions'
import { expect } from './support/fixtures'
import { FORM_FIXTURES } from './support/form-fixtures'
import { hostileFields } from './support/hostile-fields'
import { test } from './support/on-keyed-server'
import { filledForm, post, postByScript } from './support/plain-forms'
import { ACTIONS } from './support/sources'

const FOREIGN_ORIGINS = (own: string) => [
  null,
  '',
  'null',
  'https://evil.example',
  own.replace('http:', 'https:'),
  own.replace(/\d+$/, '1'),
  own.replace('localhost', 'localhost.evil.example'),
  `${own}/`,
  `${own}, ${own}`,
  own.toUpperCase(),
  'localhost',
  'http://',
  'http://[',
  '%',
]
const OWN_SITES = [undefined, 'same-origin']
const FOREIGN_SITES = ['same-site', 'cross-site', 'none', 'rubbish']

/** Every foreign origin, also with Sec-Fetch-Site same-origin; and our origin with a foreign Sec-Fetch-Site. */
const foreign = (own: string) => [
  ...FOREIGN_ORIGINS(own)
    .flatMap((origin) => OWN_SITES.map((site) => ({ origin, site })))
    // Not foreign: our own form sends these headers behind a proxy that hides the referrer.
    .filter(({ origin, site }) => origin !== 'null' || site !== 'same-origin'),
  ...FOREIGN_SITES.flatMap((site) => [own, 'null'].map((origin) => ({ origin, site }))),
]

/** One per cause of a rejection. All actions share the check, so one of them is tested with the whole list. */
const examples = (own: string) => [
  { origin: null, site: undefined },
  { origin: 'null', site: undefined },
  { origin: 'https://evil.example', site: 'same-origin' },
  { origin: own, site: 'cross-site' },
]
const WITH_WHOLE_LIST = 'startSignUp'

test('these tests cover every server action of the sources and of the build', () => {
  expect(ACTIONS).toHaveLength(actionsBuilt())
  expect(ACTIONS).toEqual(Object.keys(FORM_FIXTURES).sort())
})

for (const [action, createFixture] of Object.entries(FORM_FIXTURES)) {
  test(`${action} rejects posts that another site could make`, async ({ newBrowser, baseURL }) => {
    const { browser, path, button, fields, seen, leadsTo } = await createFixture(newBrowser)
    const data = await filledForm(browser, path, button, fields)
    const before = await seen()
    const posts = action === WITH_WHOLE_LIST ? foreign : examples
    for (const { origin, site } of posts(String(baseURL))) {
      const headers: Record<string, string> = site === undefined ? {} : { 'sec-fetch-site': site }
      for (const send of [post, postByScript]) {
        const answer = await send(browser, path, data, { origin, headers })
        const sentOn = answer.location ?? answer.headers['x-action-redirect'] ?? null
        const failed = answer.status >= 500
        expect({ origin, site, sentOn, failed }).toEqual({ origin, site, sentOn: null, failed: false })
      }
    }
    expect(await seen()).toEqual(before)
    expect((await post(browser, path, data, { headers: { 'sec-fetch-site': 'same-origin' } })).location).toMatch(
      leadsTo,
    )
  })

  test(`${action} rejects fields that none of our forms has, without a server error`, async ({ newBrowser }) => {
    const { browser, path, button, fields, seen, leadsTo, strict } = await createFixture(newBrowser)
    const names = [...new Set([...Object.keys(fields), ...strict])]
    const before = await seen()
    const form = await filledForm(browser, path, button, fields)
    for (const [what, change] of hostileFields(names, strict)) {
      const data = copyOf(form)
      change(data)
      const { status, location } = await post(browser, path, data)
      expect({ what, status, location }).toEqual({ what, status: 200, location: null })
    }
    expect(await seen()).toEqual(before)
    expect((await post(browser, path, form)).location).toMatch(leadsTo)
  })
}

function copyOf(form: FormData): FormData {
  const copy = new FormData()
  for (const [name, value] of form) copy.append(name, value)
  return copy
}
