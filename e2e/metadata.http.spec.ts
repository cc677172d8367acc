import { expect, test } from './support/fixtures'

const contentOf = (html: string, property: string) =>
  new RegExp(`<meta (?:property|name)="${property}" content="([^"]*)"`).exec(html)?.[1] ?? ''

test('browsers find an icon under every conventional name', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const html = await (await browser.get('/')).text()
  const linked = [...html.matchAll(/<link rel="(?:icon|apple-touch-icon)" href="([^"]*)"/g)].map(
    ([, href = '']) => href,
  )
  expect(linked.map((href) => href.split('?')[0])).toEqual(['/favicon.ico', '/icon.svg', '/apple-icon.png'])
  for (const path of [...linked, '/favicon.ico', '/apple-touch-icon.png']) {
    const answer = await browser.get(path)
    expect({ path, status: answer.status() }).toEqual({ path, status: 200 })
    expect(answer.headers()['content-type'], path).toMatch(/^image\//)
  }
})

test('link previews of all pages have a title, a description and an image with an absolute URL', async ({
  plainBrowser,
  baseURL,
}) => {
  const browser = await plainBrowser()
  for (const path of ['/', '/sign-up', '/sign-in', '/no-such-page']) {
    const html = await (await browser.get(path)).text()
    expect(contentOf(html, 'og:title'), path).toBe('Latchkey')
    expect(contentOf(html, 'og:description'), path).toMatch(/^\w.+\.$/)
    expect(contentOf(html, 'og:image:alt'), path).toMatch(/^\w.+\.$/)
    expect(contentOf(html, 'twitter:card'), path).toBe('summary_large_image')
    const picture = contentOf(html, 'og:image')
    expect(picture, path).toMatch(new RegExp(`^${baseURL}/opengraph-image.png`))
    expect((await browser.get(picture)).headers()['content-type']).toBe('image/png')
  }
})

test('the well-known URL for changing passwords redirects to the change-password page', async ({ plainBrowser }) => {
  const answer = await (await plainBrowser()).get('/.well-known/change-password', { maxRedirects: 0 })
  expect({ status: answer.status(), location: answer.headers().location }).toEqual({
    status: 307,
    location: '/account/password',
  })
})

test('robots.txt allows only the public pages', async ({ plainBrowser }) => {
  const answer = await (await plainBrowser()).get('/robots.txt')
  expect(answer.status()).toBe(200)
  expect(await answer.text()).toMatch(/^User-Agent: \*\n(Allow: .+\n)+Disallow: \/$/m)
})
