import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import { startTextRecorder } from '@/scripts/testing/text-recorder.mjs'
import { expect, test } from './support/fixtures'
import { expectMessages, textsIn } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { look } from './support/plain-forms'

/** Returns the data of a stream's first event. */
async function firstEvent(origin: string, path: string): Promise<unknown> {
  const [response] = (await once(http.get(origin + path, { agent: false }), 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) {
    text += chunk
    const data = /^data: (.*)\n\n/m.exec(text)?.[1]
    if (data) return JSON.parse(data)
  }
  throw new Error(`${path} ended: ${text}`)
}

test('no page, stream or test kit of the demo shows a number, state or code whose message a real gateway sends', async ({
  ownServer,
  playwright,
}) => {
  const texts = await startTextRecorder()
  const [real, simulated] = ['303', '202'].map((area) => freshPhone().replace(/^\+1\d{3}/, `+1${area}`)) as [
    string,
    string,
  ]
  const { origin } = await ownServer('stage-privacy', {
    SMS_ROUTES: '+1303:kannel;*:handset,handset-b',
    DEMO_NUMBERS: '*',
    SMS_BUDGET_HOUR: '*',
    SMS_BUDGET_DAY: '*',
    ALLOWED_COUNTRIES: 'US',
    KANNEL_URL: texts.url,
    KANNEL_USERNAME: 'latchkey',
    KANNEL_PASSWORD: 'of-no-worth',
  })
  const browser = await playwright.request.newContext({ baseURL: origin })
  for (const phone of [real, simulated]) await askPlainly(browser, phone)
  const code = (await texts.codeFor(real)) ?? ''
  await expectMessages({ browser, phone: simulated }, 1)

  const stage = (await firstEvent(origin, '/demo/events')) as { paths: { phone: string }[] }
  expect(stage.paths.map(({ phone }) => phone)).toEqual([simulated])
  expect(await firstEvent(origin, `/handset/${real}/events`)).toEqual([])
  expect((await look(browser, `/api/handset/${real}/messages`)).status).toBe(404)
  expect(textsIn((await look(browser, `/handset/${real}`)).html)).toEqual([])
  const pages = await Promise.all(['/demo', '/handset'].map(async (path) => (await look(browser, path)).html))
  for (const page of pages) {
    expect(page).toContain(simulated)
    expect(page).not.toContain(real)
    expect(page).not.toContain(code)
  }
  await browser.dispose()
  texts.stop()
})
