// `npm run bench:live-pages`: measures the statements of open code pages, and the delay from a receipt to its page, with
// the production server and PostgreSQL. BEFORE=<commit> also measures an earlier commit.
import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { begin, build, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { ipOf, phoneOf } from './clients.mjs'
import { median } from './statistics.mjs'

const { BEFORE } = process.env
const COUNTS = (process.env.PAGES ?? '0,1,100,1000').split(',').map(Number)
const SECONDS = Number(process.env.SECONDS ?? 20)
const RECEIPTS = Number(process.env.RECEIPTS ?? 15)
const PORT = Number(process.env.PORT ?? 3290)
/** Wait before measuring, until pages have received their first values: PostgreSQL's statistics lag by a second. */
const SETTLE_MS = 5000
const GIVE_UP_MS = 60_000
const TOKEN_BYTES = 16
const OPENED_PER_SECOND = 50

begin({ envFile: false })
await runOrExit(requirePackages, generateClient, build)
const { prepareBefore } = await import('./before.mjs')
const { followEvents, untilValue } = await import('./event-streams.mjs')
const { startGateway } = await import('./gateway.mjs')
const { startDurablePostgres } = await import('./postgres.mjs')
const { startServer } = await import('./server.mjs')

const token = randomBytes(TOKEN_BYTES).toString('base64url')
const browserHash = createHash('sha256').update(token).digest('base64url')
const gateway = await startGateway({ takesMs: 50, onMessage: () => {} })
try {
  const folders = [...(BEFORE ? [[BEFORE, await prepareBefore(BEFORE)]] : []), ['now', process.cwd()]]
  console.log(`open code pages, ${SECONDS} s and ${RECEIPTS} receipts each (npm run bench:live-pages):`)
  for (const [name, cwd] of folders) await measure(name, cwd)
} finally {
  gateway.stop()
}
process.exit(0)

async function measure(name, cwd) {
  const postgres = await startDurablePostgres()
  let server
  try {
    server = await startServer({ cwd, port: PORT, databaseUrl: postgres.url, gateway })
    for (const count of COUNTS) console.log(`${name.padEnd(8)} ${await costOf(count, server.origin, postgres.client)}`)
  } finally {
    await server?.stop()
    await postgres.stop()
  }
}

async function costOf(count, origin, client) {
  const streams = await openPages(origin, await insertPages(client, count))
  const before = await countsOf(streams, client)
  await sleep(SECONDS * 1000)
  const after = await countsOf(streams, client)
  const delays = []
  for (let n = 0; n < RECEIPTS && count > 0; n++) delays.push(await delayOfReceipt(streams, client))
  for (const { close } of streams) close()
  const rate = (of) => ((after[of] - before[of]) / (after.at - before.at)).toFixed(1)
  const rates = `${rate('statements')} statements, ${rate('events')} events and ${rate('failures')} failures a second`
  if (count === 0) return `${count} pages: ${rates}`
  return `${count} pages: ${rates}, receipt to page ${median(delays).toFixed(0)} ms (at most ${Math.max(...delays).toFixed(0)} ms)`
}

async function openPages(origin, ids) {
  const streams = []
  for (const [n, id] of ids.entries()) {
    const headers = { cookie: `latchkey-browser=${token}`, 'x-forwarded-for': ipOf(n) }
    streams.push(followEvents(`${origin}/verify/${id}/events`, headers))
    await sleep(1000 / OPENED_PER_SECOND)
  }
  await Promise.all(streams.map((stream) => untilValue(stream, () => true, GIVE_UP_MS)))
  await sleep(SETTLE_MS)
  return streams
}

/** Inserts sign-ups of one browser with accepted messages. */
async function insertPages(client, count) {
  const phones = Array.from({ length: count }, (_, n) => phoneOf(n))
  const { rows } = await client.query(
    `INSERT INTO "Verification" ("id", "purpose", "phone", "browserHash", "nonce", "keyId", "locale", "expiresAt")
     SELECT gen_random_uuid(), 'SIGN_UP', phone, $2, '\\x00', 'bench', 'en', now() + interval '30 minutes'
     FROM unnest($1::text[]) AS phone RETURNING "id", "phone"`,
    [phones, browserHash],
  )
  await client.query(
    `INSERT INTO "Message"
       ("id", "smsId", "verificationId", "to", "template", "locale", "gateway", "receiptToken", "expiresAt", "status")
     SELECT id, id, id, phone, 'signUpCode', 'en', 'kannel', md5(id::text), now() + interval '30 minutes', 'ACCEPTED'
     FROM unnest($1::uuid[], $2::text[]) AS page(id, phone)`,
    [rows.map(({ id }) => id), rows.map(({ phone }) => phone)],
  )
  await client.query('ANALYZE')
  return rows.map(({ id }) => id)
}

/** Without explicit transactions, each statement is one transaction. */
async function countsOf(streams, client) {
  const { rows } = await client.query('SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()')
  const sum = (of) => streams.reduce((total, stream) => total + stream[of], 0)
  const statements = Number(rows[0].xact_commit)
  return { at: performance.now() / 1000, statements, events: sum('events'), failures: sum('failures') }
}

/** Alternates the status like a receipt would, at a random moment between two polls. */
async function delayOfReceipt(streams, client) {
  await sleep(Math.random() * 1000)
  const shown = streams.filter(({ value }) => value)
  const stream = shown[Math.floor(Math.random() * shown.length)]
  const [status, delivery] =
    stream.value.delivery === 'delivered' ? ['ACCEPTED', 'dispatched'] : ['DELIVERED', 'delivered']
  await client.query(`UPDATE "Message" SET "status" = $2::"MessageStatus" WHERE "verificationId" = $1`, [
    stream.value.id,
    status,
  ])
  const begun = performance.now()
  await untilValue(stream, (value) => value.delivery === delivery, GIVE_UP_MS)
  return performance.now() - begun
}
