import { expect, test } from './support/fixtures'
import { readCode, textsOn } from './support/handset'
import { freshPassword, freshPhone } from './support/people'
import { askPlainly, openAccount, provePlainly } from './support/plain-flows'
import { look, submit } from './support/plain-forms'

const FOREIGN: [string, { origin?: string | null; headers?: Record<string, string> }][] = [
  ['no origin', { origin: null }],
  ['the origin null', { origin: 'null' }],
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['our host on another port', { origin: 'http://localhost:1' }],
  ['our host as a prefix', { origin: 'http://localhost.evil.example' }],
  ['our origin but Sec-Fetch-Site cross-site', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ['our origin but Sec-Fetch-Site same-site', { headers: { 'sec-fetch-site': 'same-site' } }],
]

for (const [what, from] of FOREIGN) {
  test(`a form posted with ${what} changes nothing`, async ({ plainBrowser }) => {
    const browser = await plainBrowser()
    const phone = freshPhone()
    const started = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone }, from)
    expect(started.location).toBeNull()
    expect(started.status).toBeLessThan(500)
    expect(await textsOn({ browser, phone })).toEqual([])

    const codePath = await askPlainly(browser, phone)
    const code = await readCode({ browser, phone })
    expect((await submit(browser, codePath, 'Verify', { code }, from)).location).toBeNull()
    expect((await submit(browser, codePath, 'Resend code', {}, from)).location).toBeNull()
    expect((await look(browser, codePath)).html).toContain('5 attempts left')
    expect(await textsOn({ browser, phone })).toHaveLength(1)
  })
}

test('a form from another site shows an error that names the cause', async ({ plainBrowser }) => {
  const { html } = await submit(
    await plainBrowser(),
    '/sign-up',
    'Send code',
    { country: 'US', phone: freshPhone() },
    { headers: { 'sec-fetch-site': 'cross-site' } },
  )
  expect(html).toContain("couldn't verify where this request came from")
})

test('a form from another site signs no user out, up or in', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const { phone, password } = await openAccount(browser)
  for (const [, from] of FOREIGN) await submit(browser, '/account', 'Sign out', {}, from)
  expect((await look(browser, '/account')).status).toBe(200)

  const other = await plainBrowser()
  const proof = await provePlainly(other, freshPhone())
  for (const [, from] of FOREIGN) {
    await submit(other, proof, 'Create account', { name: 'Ada', password: freshPassword() }, from)
    await submit(other, '/sign-in', 'Sign in', { country: 'US', phone, password }, from)
  }
  expect((await look(other, '/account')).location).toBe('/sign-in')
  expect((await look(other, proof)).html).toContain('Create account')
})

test('our form works behind a proxy that hides the referrer; a sandboxed frame has the same origin, null (SES-6)', async ({
  anotherBrowser,
  baseURL,
}) => {
  const page = await anotherBrowser({ javaScriptEnabled: false })
  await page.route('**/sign-up', async (route) => {
    if (route.request().method() === 'POST') return route.continue()
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'referrer-policy': 'no-referrer' } })
  })
  await page.goto('/sign-up')
  await page.getByLabel('Phone number').fill(freshPhone())
  const [own] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST'),
    page.getByRole('button', { name: 'Send code' }).click(),
  ])
  await expect(page).toHaveURL(/\/verify\//)
  expect(await own.headerValue('origin')).toBe('null')

  const frame = `<form method=post enctype=multipart/form-data action=${baseURL}/sign-up><button>Send</button></form>`
  await page.route('**/framed', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe sandbox="allow-forms" srcdoc="${frame}"></iframe>` }),
  )
  await page.goto('/framed')
  const [framed] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST'),
    page.frameLocator('iframe').getByRole('button').click(),
  ])
  // The same origin as above, so only Sec-Fetch-Site distinguishes them (request-handler.test.ts).
  expect(await framed.headerValue('origin')).toBe('null')
  expect(page.frames().map((one) => new URL(one.url(), baseURL).pathname)).not.toContainEqual(
    expect.stringMatching(/^\/verify\//),
  )
})
