import { expect } from './support/fixtures'
import { testOnOwnServer } from './support/on-own-server'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { post } from './support/plain-forms'

const test = testOnOwnServer('stage-attack', { TRUSTED_PROXY_HOPS: '0' })
test.use({ extraHTTPHeaders: {} })
test.setTimeout(90_000)

const PATH = '/demo/attacks'

function attackForm(kind = 'sms-pumping') {
  const form = new FormData()
  form.set('kind', kind)
  return form
}

test('an attack on the stage sends a few messages, while a user of the same country gets a code', async ({
  server,
  page,
  plainBrowser,
}) => {
  await page.goto(`${server.origin}/demo`)
  const panel = page.getByRole('region', { name: 'SMS pumping' })
  const run = panel.getByRole('button', { name: 'Run an SMS pumping attack' })
  await run.click()
  await expect(panel.getByRole('row', { name: /^Range closed/ })).toBeVisible()

  expect(await post(await plainBrowser(), PATH, attackForm())).toMatchObject({ status: 409 })
  await askPlainly(await plainBrowser(), freshPhone())

  const outcome = panel.getByRole('status')
  await expect(outcome).toHaveText(/^The attack is over/, { timeout: 60_000 })
  const [sent = 0] = ((await outcome.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? []
  expect(sent).toBeLessThanOrEqual(21)
  await panel.getByLabel('Price per segment').fill('1')
  await expect(panel.getByText(`$${sent}.00`)).toBeVisible()
  await expect(page.getByRole('group', { name: 'Shown verification' }).getByRole('button')).toHaveCount(1)
})

test('a stopped attack ends on the server too, so that another can begin', async ({ server, page, plainBrowser }) => {
  await page.goto(`${server.origin}/demo`)
  const panel = page.getByRole('region', { name: 'SMS pumping' })
  await panel.getByRole('button', { name: 'Run an SMS pumping attack' }).click()
  await expect(panel.getByText(/codes requested/)).toBeVisible()
  await panel.getByRole('button', { name: 'Stop' }).click()
  await expect(panel.getByRole('status')).toHaveText(/^Stopped/)
  const browser = await plainBrowser()
  await expect(async () => expect((await post(browser, PATH, attackForm())).status).toBe(200)).toPass()
})

test('an attack is rejected for another site, and for an unknown kind', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  expect(await post(browser, PATH, attackForm(), { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
  for (const kind of ['', 'sms-bombing'])
    expect(await post(browser, PATH, attackForm(kind))).toMatchObject({ status: 400 })
})
