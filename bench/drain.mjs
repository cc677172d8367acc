// `npm run bench:drain`: messages per second that one outbox worker dispatches to a gateway with 50 ms latency.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { begin, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { load } from '../scripts/tsx.mjs'

const MESSAGES = Number(process.env.MESSAGES ?? 5000)
const GATEWAY_MS = 50
const KEY_BYTES = 32
const GIVE_UP_MS = 120_000

begin({ envFile: false })
await runOrExit(requirePackages, generateClient)
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway, throughGateway } = await import('./gateway.mjs')

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bench-'))
const postgres = await startDurablePostgres()
const came = []
const gateway = await startGateway({ takesMs: GATEWAY_MS, onMessage: ({ at }) => came.push(at) })
let worker
try {
  const { applyMigrations } = await load('../scripts/migrate/migrations.ts')
  await applyMigrations({ kind: 'server', url: postgres.url })
  await fillOutbox()
  worker = startWorker()
  await allCame()
  const seconds = (came.at(-1) - came[0]) / 1000
  console.log(
    `Outbox throughput: ${MESSAGES} messages, one worker, gateway latency ${GATEWAY_MS} ms, PostgreSQL with fsync (npm run bench:drain)`,
  )
  console.log(`${(MESSAGES / seconds).toFixed(0)} messages/s (${seconds.toFixed(1)} s from first to last)`)
} finally {
  worker?.kill('SIGKILL')
  gateway.stop()
  await postgres.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
}
process.exit(0)

/** Inserts verifications and their pending messages, as the application commits them. */
async function fillOutbox() {
  await postgres.client.query(
    `INSERT INTO "Verification" ("id", "purpose", "phone", "browserHash", "nonce", "keyId", "locale", "expiresAt")
     SELECT gen_random_uuid(), 'SIGN_UP', '+1202' || lpad(n::text, 7, '0'), 'bench', decode(md5(n::text), 'hex'), 'bench', 'en',
            now() + interval '10 minutes'
     FROM generate_series(1, $1::int) AS n`,
    [MESSAGES],
  )
  await postgres.client.query(
    `INSERT INTO "Message" ("id", "smsId", "verificationId", "to", "template", "locale", "gateway", "receiptToken", "expiresAt")
     SELECT v."id", v."id", v."id", v."phone", 'signUpCode', 'en', 'kannel', md5(v."id"::text), v."expiresAt" FROM "Verification" AS v`,
  )
  await postgres.client.query('ANALYZE')
}

function startWorker() {
  const settings = {
    ...throughGateway(gateway.url),
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    CODE_KEYS: `bench:${randomBytes(KEY_BYTES).toString('base64')}`,
    LOG_LEVEL: 'warn',
  }
  const stdio = ['ignore', 'ignore', 'inherit']
  return spawn(process.execPath, ['scripts/worker.mjs'], { env: { ...process.env, ...settings }, stdio })
}

async function allCame() {
  for (const deadline = Date.now() + GIVE_UP_MS; came.length < MESSAGES; ) {
    if (Date.now() > deadline) throw new Error(`Only ${came.length} of ${MESSAGES} messages arrived.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
