import fs from 'node:fs'
import { OWN_DIR } from '@/scripts/testing/e2e-servers.mjs'
import { expect } from './support/fixtures'
import { freshPhone } from './support/people'
import { Site } from './support/site'
import { started } from './support/site-flows'
import type { Sql } from './support/sql'
import { test } from './support/two-servers'
import { visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const UNAVAILABLE = "We can't send text messages to this country right now. Try again in a few minutes."
const CAPS = { SMS_BUDGET_HOUR: '20', CARRIER_DELAY_MS: '20', LOG_LEVEL: 'warn' }
const ACCOUNTS = 60

const use = (sql: Sql, segments: number) =>
  sql(`INSERT INTO "SpendChange" ("at", "country", "template", "segments") VALUES (now(), 'US', 'signUpCode', $1)`, [
    segments,
  ])

const events = (server: string, event: string) =>
  fs
    .readFileSync(`${OWN_DIR}/${server}.log`, 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"event":"${event}"`))

test('at 70 % of a spending cap sign-ups stop, at all of it resets too, and one alarm is raised for each', async ({
  ownServer,
  spare: { url, sql },
}) => {
  const strict = new Site([(await ownServer('spending-caps', { ...CAPS, DATABASE_URL: url })).origin])
  const phones = Array.from({ length: ACCOUNTS }, freshPhone)
  await sql(`INSERT INTO "User" ("phone", "name", "passwordHash") SELECT unnest($1::text[]), 'Ada', 'none'`, [phones])
  const [first = '', ...others] = phones
  await use(sql, 14)
  for (const _ of [1, 2, 3]) {
    expect((await strict.start('/sign-up', freshPhone(), visitor())).message).toBe(UNAVAILABLE)
  }
  await started(strict, first, visitor(), '/reset-password')

  await use(sql, 6)
  // Servers cache the sums for up to two seconds.
  const reset = async () => (await strict.start('/reset-password', others.pop() ?? '', visitor())).message
  await expect.poll(reset, { intervals: [250] }).toBe(UNAVAILABLE)
  const alarms = events('spending-caps', 'spending-cap.alarm').map((line) => JSON.parse(line).policy)
  expect(alarms).toEqual(['hour', 'hour'])
})
