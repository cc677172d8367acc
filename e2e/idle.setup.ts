import fs from 'node:fs'
import { OWN_DIR } from '@/scripts/testing/e2e-servers.mjs'
import { expect, test } from './support/fixtures'
import { openAccount } from './support/plain-flows'

test.describe.configure({ mode: 'serial' })

test.beforeAll(() => fs.rmSync(OWN_DIR, { recursive: true, force: true }))

test('a server with nothing to do says in /api/health that its database answers and nothing waits', async ({
  request,
}) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.text()).toBe(
    '{"status":"ok","database":"ok","outbox":{"waiting":0,"oldestSeconds":0,"deadEnds":0}}',
  )
})

test('a person can sign up, so that every run has something to search for afterwards', async ({ plainBrowser }) => {
  await openAccount(await plainBrowser())
})
