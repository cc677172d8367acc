import { expect, test } from './support/fixtures'
import { freshPhone } from './support/people'
import { submit } from './support/plain-forms'

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
