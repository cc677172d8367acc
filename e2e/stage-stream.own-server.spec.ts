import { ARRIVED } from '@/scripts/testing/stage-rows.mjs'
import { expect } from './support/fixtures'
import { test } from './support/on-own-database'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { raw } from './support/raw'
import { expectPathOf, letArrive, openStage, showPath } from './support/stage'

// Conditions apply to the whole demo.
test.describe.configure({ mode: 'default' })
test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING/] })

const LOST = 'Connection lost. Reconnecting…'
const AT_CARRIER = ['reached', 'reached', 'reached', 'reached', 'next', 'not reached', 'not reached']

/** Keeps messages with their carriers until a test lets them arrive. */
async function holdMessages(origin: string) {
  const held = { delayMs: 60_000 }
  const body = JSON.stringify({ gateways: { handset: held, 'handset-b': held } })
  const { status } = await raw(origin, '/api/handset/network', { method: 'PUT', body })
  expect(status).toBe(200)
}

test('after a network failure the stage reconnects by itself, and shows what the rows say', async ({
  page,
  plainBrowser,
  server,
  sql,
}) => {
  await holdMessages(server.origin)
  await openStage(page)
  const phone = freshPhone()
  await askPlainly(await plainBrowser(), phone)
  await showPath(page, phone)
  await expectPathOf(page, sql, phone, AT_CARRIER)
  await page.context().setOffline(true)
  await expect(page.getByText(LOST)).toBeVisible()
  await letArrive(sql, phone)
  await page.context().setOffline(false)
  await expectPathOf(page, sql, phone, ARRIVED)
  await expect(page.getByText(LOST)).toBeHidden()
})

test('after a restart of the server the stage reconnects by itself, and shows each of two codes under way as the rows say', async ({
  page,
  plainBrowser,
  server,
  sql,
}) => {
  await holdMessages(server.origin)
  await openStage(page)
  const [arriving, held] = [freshPhone().replace(/\d$/, '1'), freshPhone().replace(/\d$/, '2')]
  for (const phone of [arriving, held]) {
    await askPlainly(await plainBrowser(), phone)
    await showPath(page, phone)
    await expectPathOf(page, sql, phone, AT_CARRIER)
  }
  await server.stop()
  await expect(page.getByText(LOST)).toBeVisible()
  await letArrive(sql, arriving)
  await server.start()
  await expect(page.getByText(LOST)).toBeHidden()
  await expectPathOf(page, sql, held, AT_CARRIER)
  await showPath(page, arriving)
  await expectPathOf(page, sql, arriving, ARRIVED)
})
