// `npm run bench:volume`: what a start and its dispatch cost with 10,000 and with 3 million verifications and messages of
// the last week, and whether statements read whole tables.
import pg from 'pg'
import { begin, build, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { alternately, rateOf } from './blocks.mjs'
import { ipOf, phoneOf } from './clients.mjs'
import { median, ratioInterval, ratioOfMedians } from './statistics.mjs'

const FEW = 10_000
const MANY = Number(process.env.ROWS ?? 3_000_000)
const AT_ONCE = 16
const PAIRS = Number(process.env.PAIRS ?? 6)
const SECONDS = Number(process.env.SECONDS ?? 5)
const PORT = Number(process.env.PORT ?? 3290)
const INSERTED_AT_ONCE = 250_000

begin({ envFile: false })
await runOrExit(requirePackages, generateClient, build)
const { formOf, post } = await import('./forms.mjs')
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway } = await import('./gateway.mjs')
const { patiently, startServer } = await import('./server.mjs')

const postgres = await startDurablePostgres()
const gateway = await startGateway({ takesMs: 50, onMessage: () => {} })
const sides = []
let people = 0
try {
  for (const [index, rows] of [FEW, MANY].entries()) sides.push(await open(rows, index))
  const [few, many] = sides.map((side) => () => startsPerSecond(side))
  for (const measure of [few, many]) await measure()
  const before = await Promise.all(sides.map(wholeReads))
  const pairs = await alternately(few, many, PAIRS)
  const after = await Promise.all(sides.map(wholeReads))
  const [low, high] = ratioInterval(pairs.map(([a, b]) => [b, a])).map((ratio) => ratio.toFixed(2))
  console.log(
    `Starts with their dispatch per second, ${AT_ONCE} in flight: ${median(pairs.map(([a]) => a)).toFixed(1)} with ${FEW} rows, ${median(pairs.map(([, b]) => b)).toFixed(1)} with ${MANY} rows (npm run bench:volume)`,
  )
  console.log(
    `cost with ${MANY} rows: ${ratioOfMedians(pairs.map(([a, b]) => [b, a])).toFixed(2)} times (95 % interval ${low} to ${high})`,
  )
  console.log(`whole reads of "Verification" and "Message" meanwhile: ${after.map((count, n) => count - before[n])}`)
} finally {
  for (const { stop } of sides) await stop()
  gateway.stop()
  await postgres.stop()
}
process.exit(0)

async function open(rows, index) {
  const name = `volume_${index}`
  await postgres.client.query(`CREATE DATABASE ${name}`)
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  const server = await startServer({ port: PORT + index, databaseUrl: url.href, gateway })
  const client = new pg.Client(url.href)
  await client.connect()
  await fill(client, rows)
  const stop = async () => {
    await client.end()
    await server.stop()
  }
  return { origin: server.origin, client, stop, form: await formOf(server.origin, '/sign-up', 'Send code') }
}

/** Inserts verifications and messages of the last week. */
async function fill(client, rows) {
  const begun = performance.now()
  for (let first = 0; first < rows; first += INSERTED_AT_ONCE) {
    const last = Math.min(rows, first + INSERTED_AT_ONCE) - 1
    await client.query(
      `INSERT INTO "Verification" ("id", "purpose", "phone", "country", "range", "browserHash", "nonce", "keyId", "locale", "createdAt", "expiresAt", "approvedAt")
       SELECT gen_random_uuid(), 'SIGN_UP', '+44' || lpad(n::text, 10, '0'), 'GB', '+44' || lpad((n / 10000)::text, 6, '0'), 'bench' || n,
         decode(md5(n::text), 'hex'), 'bench', 'en', at, at + interval '10 minutes', at
       FROM (SELECT n, now() - interval '7 days' * random() AS at FROM generate_series($1::int, $2::int) AS n) AS rows`,
      [first, last],
    )
  }
  await client.query(
    `INSERT INTO "Message" ("id", "smsId", "verificationId", "to", "country", "template", "locale", "gateway", "receiptToken", "status", "segments", "notBefore", "createdAt", "expiresAt")
     SELECT v."id", v."id", v."id", v."phone", v."country", 'signUpCode', 'en', 'kannel', md5(v."id"::text), 'DELIVERED', 1, v."createdAt", v."createdAt", v."expiresAt"
     FROM "Verification" AS v`,
  )
  await client.query('VACUUM ANALYZE')
  console.log(`inserted ${rows} verifications and messages in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
}

/** Counts a start as done once its message was dispatched. */
async function startsPerSecond({ origin, form }) {
  const begun = performance.now()
  let starts = 0
  const start = async () => {
    const n = people++
    const fields = { country: 'US', phone: phoneOf(n) }
    const { status } = await post({ origin, path: '/sign-up', form, fields, clientIp: ipOf(n) })
    if (status !== 303) throw new Error(`a start returned ${status}`)
    starts++
  }
  await rateOf(start, { atOnce: AT_ONCE, seconds: SECONDS })
  await patiently(async () => {
    const { outbox } = await (await fetch(`${origin}/api/health`)).json()
    return outbox.waiting === 0
  }, 'messages were still pending')
  return starts / ((performance.now() - begun) / 1000)
}

async function wholeReads({ client }) {
  const { rows } = await client.query(
    `SELECT sum(seq_scan)::int AS count FROM pg_stat_user_tables WHERE relname IN ('Verification', 'Message')`,
  )
  return rows[0].count
}
