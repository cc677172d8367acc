import fs from 'node:fs'
import { OWN_DIR } from '@/scripts/testing/e2e-servers.mjs'
import { expect, test } from './support/fixtures'
import { openAccount } from './support/plain-flows'

test.describe.configure({ mode: 'serial' })

test.beforeAll(() => fs.rmSync(OWN_DIR, { recursive: true, force: true }))

test('an idle server reports a reachable database and an empty outbox in /api/health', async ({ request }) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.text()).toBe(
    '{"status":"ok","database":"ok","outbox":{"waiting":0,"oldestSeconds":0,"deadEnds":0}}',
  )
})

test('a user can sign up, which gives every run data for the leak search', async ({ plainBrowser }) => {
  await openAccount(await plainBrowser())
})
