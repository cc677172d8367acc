import { ARRIVED, rowsOf } from '@/scripts/testing/stage-rows.mjs'
import { expect } from './support/fixtures'
import { test } from './support/on-own-database'
import type { OwnServer } from './support/own-server'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { Site } from './support/site'
import { idIn } from './support/site-flows'
import type { Sql } from './support/sql'
import { chooseNetwork, expectPathOf, letArrive, openStage, showPath } from './support/stage'
import { visitor } from './support/visitor'

// Conditions apply to the whole demo.
test.describe.configure({ mode: 'default' })

interface Ledger {
  /** Gateway and statuses of each dispatch, in order. */
  dispatches: string[][]
  /** What the carriers hold: gateway, whether the message has a text, and the receipt that they report. */
  carried: (string | null)[][]
  /** Receipts that the server received, by dispatch. */
  receipts: number[]
}

const TRAVELED = ['QUEUED', 'SENDING', 'ACCEPTED', 'DELIVERED']
const AT_CARRIER = ['reached', 'reached', 'reached', 'reached', 'next', 'not reached', 'not reached']
const DELIVERED: Ledger = {
  dispatches: [['handset', ...TRAVELED]],
  carried: [['handset', 'text', 'DELIVERED']],
  receipts: [1],
}
const LOST: Ledger = {
  dispatches: [['handset', 'QUEUED', 'SENDING', 'ACCEPTED']],
  carried: [['handset', 'no text', null]],
  receipts: [0],
}

/** By the title on the stage: what it shows in the end, and what is stored. */
const ARRIVING: Record<string, Ledger & { shown: string }> = {
  Clear: { ...DELIVERED, shown: 'handset: delivered' },
  'First gateway down': {
    dispatches: [
      ['handset', 'QUEUED', 'SENDING', 'FAILED'],
      ['handset-b', ...TRAVELED],
    ],
    carried: [['handset-b', 'text', 'DELIVERED']],
    receipts: [0, 1],
    shown: 'handset: refused → handset-b: delivered',
  },
  'First carrier down': {
    dispatches: [
      ['handset', 'QUEUED', 'SENDING', 'ACCEPTED', 'UNDELIVERED'],
      ['handset-b', ...TRAVELED],
    ],
    carried: [
      ['handset', 'no text', 'UNDELIVERED'],
      ['handset-b', 'text', 'DELIVERED'],
    ],
    receipts: [1, 1],
    shown: 'handset: not delivered → handset-b: delivered',
  },
  'Receipts lost': {
    ...DELIVERED,
    dispatches: [['handset', 'QUEUED', 'SENDING', 'ACCEPTED']],
    receipts: [0],
    shown: 'handset: accepted',
  },
  'Receipts duplicated': { ...DELIVERED, receipts: [2], shown: 'handset: delivered' },
  'Receipts reordered': { ...DELIVERED, receipts: [3], shown: 'handset: delivered' },
}

async function ledgerOf(server: OwnServer, sql: Sql, phone: string): Promise<Ledger> {
  const { dispatches } = await rowsOf(sql, phone)
  const received = server
    .logged()
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { event: string; message?: string })
    .filter(({ event }) => event === 'receipt')
  return {
    dispatches: dispatches.map(({ gateway, events }) => [gateway, ...events.map(({ status }) => status)]),
    carried: dispatches.flatMap(({ carried }) =>
      carried ? [[carried.gateway, carried.body ? 'text' : 'no text', carried.receipt]] : [],
    ),
    receipts: dispatches.map(({ id }) => received.filter(({ message }) => message === id).length),
  }
}

/** Waits until the carriers have no receipt of the number's messages to send. */
const untilReported = (sql: Sql, phone: string) =>
  expect
    .poll(async () => {
      const { dispatches } = await rowsOf(sql, phone)
      return (
        dispatches.some(({ carried }) => carried) && dispatches.every(({ carried }) => carried?.deliveredAt !== null)
      )
    })
    .toBe(true)

for (const [title, { shown, ...ledger }] of Object.entries(ARRIVING))
  test(`${title}: the stage shows the states and times of the rows, and dispatches and receipts are as expected`, async ({
    page,
    plainBrowser,
    server,
    sql,
  }) => {
    await openStage(page)
    await chooseNetwork(page, title)
    const phone = freshPhone()
    await askPlainly(await plainBrowser(), phone)
    await showPath(page, phone)
    await expect(page.getByText(shown, { exact: true })).toBeVisible()
    await untilReported(sql, phone)
    await expectPathOf(page, sql, phone, ARRIVED)
    expect(await ledgerOf(server, sql, phone)).toEqual(ledger)
  })

const RECEIPT_AFTER_SECONDS = 4

test('Slow carrier: the stage shows a message under way for seconds, then its arrival and its later receipt', async ({
  page,
  plainBrowser,
  server,
  sql,
}) => {
  await openStage(page)
  await chooseNetwork(page, 'Slow carrier')
  const phone = freshPhone()
  await askPlainly(await plainBrowser(), phone)
  await showPath(page, phone)
  await expectPathOf(page, sql, phone, AT_CARRIER)
  const [dispatch] = (await rowsOf(sql, phone)).dispatches
  const delayMs = Number(dispatch?.carried?.arrivesAt) - Number(dispatch?.carried?.acceptedAt)
  expect(delayMs).toBeGreaterThan(5000)
  expect(delayMs).toBeLessThan(11_000)
  await letArrive(sql, phone)
  await expectPathOf(page, sql, phone, ARRIVED)
  expect(await ledgerOf(server, sql, phone)).toEqual({ ...DELIVERED, dispatches: LOST.dispatches, receipts: [0] })
  await letArrive(sql, phone, RECEIPT_AFTER_SECONDS)
  await expect(page.getByText('handset: delivered', { exact: true })).toBeVisible()
  await expectPathOf(page, sql, phone, ARRIVED)
  expect(await ledgerOf(server, sql, phone)).toEqual(DELIVERED)
})

const AT_ONCE = 6
const MOST_ROUNDS = 4

test('Lossy carrier: the stage shows a lost message as with its carrier, and nothing is sent again', async ({
  page,
  server,
  sql,
}) => {
  const site = new Site([server.origin])
  await openStage(page)
  await chooseNetwork(page, 'Lossy carrier')
  const seen = new Set<boolean>()
  for (let round = 0; round < MOST_ROUNDS && seen.size < 2; round++) {
    const phones = Array.from({ length: AT_ONCE }, (_, n) => freshPhone().replace(/\d$/, String(n)))
    for (const answer of await Promise.all(phones.map((phone) => site.start('/sign-up', phone, visitor()))))
      idIn(answer)
    for (const phone of phones) {
      await untilReported(sql, phone)
      const ledger = await ledgerOf(server, sql, phone)
      const isLost = ledger.carried[0]?.[1] === 'no text'
      seen.add(isLost)
      await showPath(page, phone)
      await expectPathOf(page, sql, phone, isLost ? AT_CARRIER : ARRIVED)
      expect(ledger).toEqual(isLost ? LOST : DELIVERED)
    }
  }
  expect(seen, 'messages that arrived, and messages that were lost').toEqual(new Set([true, false]))
})

test('each preset that the stage offers is tested here', async ({ page }) => {
  await openStage(page)
  await chooseNetwork(page, 'Clear')
  const offered = await page.getByLabel('Network').getByRole('option').allTextContents()
  expect(offered.toSorted()).toEqual([...Object.keys(ARRIVING), 'Slow carrier', 'Lossy carrier'].toSorted())
})
