import type { APIRequestContext, APIResponse } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { freshPhone } from './support/people'
import { look, submit } from './support/plain-forms'

const KEY = 'quokka-knows-the-way'

test('a QR code of a demo behind a key opens its phone in one more browser, once, and only our own page gets one', async ({
  ownServer,
  playwright,
}) => {
  const server = await ownServer('phone-pass', { APP_ORIGIN: 'https://localhost', DEMO_ACCESS_KEY: KEY })
  const origin = `https://${new URL(server.origin).host}`
  const open = () => playwright.request.newContext({ baseURL: server.origin })
  const [presenter, guest, late] = await Promise.all([open(), open(), open()])
  const phone = freshPhone()
  const path = `/handset/${phone}`
  const request = (by: APIRequestContext, from = origin) => send(by, '/demo/pass', { phone }, from)
  const enter = (by: APIRequestContext, token: string, from = origin) => send(by, '/demo/enter/pass', { token }, from)

  expect((await request(guest)).headers().location).toBe('/demo/access')
  await submit(presenter, '/demo/access', 'Continue', { key: KEY }, { origin })
  expect((await look(presenter, path)).html).toContain('Show QR code')
  for (const from of ['https://evil.example', 'null']) expect((await request(presenter, from)).status()).toBe(403)
  for (const fields of [{ phone: 'x' }, { phone: `${phone} ` }, { phone, more: 'x' }, {}] as Record<string, string>[])
    expect((await send(presenter, '/demo/pass', fields, origin)).status()).toBe(400)

  const { url, svg } = await (await request(presenter)).json()
  expect(svg).toMatch(/^<svg /)
  expect(url).toMatch(/^https:\/\/localhost\/demo\/enter#[\w.-]+$/)
  expect(url).not.toContain(KEY)
  const token = new URL(url).hash.slice(1)
  expect((await look(guest, '/demo/enter')).status).toBe(200)
  expect((await enter(guest, token, 'https://evil.example')).status()).toBe(403)
  expect((await look(guest, path)).location).toBe('/demo/access')
  expect(await (await enter(guest, token)).json()).toEqual({ phone })
  expect((await look(guest, path)).status).toBe(200)

  const refused = await enter(late, token)
  expect({ status: refused.status(), body: await refused.json() }).toEqual({
    status: 403,
    body: { error: 'This QR code has been used or has expired. Show a new one.' },
  })
  expect((await look(late, path)).location).toBe('/demo/access')
  for (const one of [presenter, guest, late]) await one.dispose()
})

const send = (
  by: APIRequestContext,
  path: string,
  fields: Record<string, string>,
  origin: string,
): Promise<APIResponse> => by.post(path, { multipart: fields, headers: { origin }, maxRedirects: 0 })
