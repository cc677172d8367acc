// `npm run bench:equal-answers`: compares response times for numbers with and without an account, which must not reveal
// accounts. Posts the real forms without JavaScript, one at a time, to the real server with PostgreSQL.
import { begin, build, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { ipOf, phoneOf } from './clients.mjs'
import { mannWhitney, median, quantile } from './statistics.mjs'

const SAMPLES = Number(process.env.SAMPLES ?? 300)
const WARM_UP = 20
const PORT = Number(process.env.PORT ?? 3290)
const MOST_APART_MS = 5

begin({ envFile: false })
await runOrExit(requirePackages, generateClient, build)
const { formOf, post } = await import('./forms.mjs')
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway } = await import('./gateway.mjs')
const { startServer } = await import('./server.mjs')

// Each number is in a range of its own; every other one has an account.
const people = Array.from({ length: 2 * (SAMPLES + WARM_UP) }, (_, n) => ({ n, phone: phoneOf(n), known: n % 2 === 0 }))
let requests = 0

const postgres = await startDurablePostgres()
const gateway = await startGateway({ takesMs: 50, onMessage: () => {} })
let server
try {
  server = await startServer({ port: PORT, databaseUrl: postgres.url, gateway })
  await openAccounts()
  console.log(
    `Response time, median (p95): ${SAMPLES} numbers with and ${SAMPLES} without an account (npm run bench:equal-answers)`,
  )
  await measure('sign-in, wrong password', '/sign-in', await formOf(server.origin, '/sign-in', 'Sign in'), tryPassword)
  const resets = await measureStart('reset', '/reset-password')
  const signUps = await measureStart('sign-up', '/sign-up')
  // After all starts, since many wrong codes make later starts require a challenge.
  await measureCheck('reset', resets)
  await measureCheck('sign-up', signUps)
} finally {
  await server?.stop()
  gateway.stop()
  await postgres.stop()
}
process.exit()

async function openAccounts() {
  const { hash } = await import('@node-rs/argon2')
  const passwordHash = await hash('quiet harbour seventeen lamps', { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await postgres.client.query(
    `INSERT INTO "User" ("phone", "name", "passwordHash") SELECT phone, 'Ada', $2 FROM unnest($1::text[]) AS phone`,
    [people.filter(({ known }) => known).map(({ phone }) => phone), passwordHash],
  )
  await postgres.client.query('ANALYZE')
}

/** Posts a form for all numbers, in random order and after a warm-up, and reports the times of both groups. */
async function measure(what, path, form, fieldsOf, expected = 200) {
  const answers = new Map()
  const warmUp = people.slice(0, 2 * WARM_UP)
  for (const person of [...warmUp, ...inRandomOrder(people.slice(warmUp.length))]) {
    const { path: at = path, cookie, ...fields } = fieldsOf(person)
    const answer = await post({ origin: server.origin, path: at, form, fields, cookie, clientIp: ipOf(requests++) })
    if (answer.status !== expected) throw new Error(`${what}: unexpected status ${answer.status}`)
    answers.set(person, answer)
  }
  const measured = [...answers].slice(warmUp.length)
  const times = (known) => measured.filter(([person]) => person.known === known).map(([, { took }]) => took)
  report(what, times(true), times(false))
  return answers
}

function tryPassword({ phone }) {
  return { country: 'US', phone, password: 'seven brass kettles in a row' }
}

async function measureStart(what, path) {
  const form = await formOf(server.origin, path, 'Send code')
  return measure(`${what}, start`, path, form, ({ phone }) => ({ country: 'US', phone }), 303)
}

/** Enters one code for each verification, almost certainly a wrong one. */
async function measureCheck(what, started) {
  const [first] = started.values()
  const form = await formOf(server.origin, first.path, 'Verify', first.cookie)
  const codeFor = (person) => {
    const { path, cookie } = started.get(person)
    return { path, cookie, id: path.split('/').at(-1), code: String(person.n).padStart(6, '0') }
  }
  await measure(`${what}, wrong code`, first.path, form, codeFor)
}

function report(what, known, unknown) {
  const apart = median(known) - median(unknown)
  const of = (times) => `${median(times).toFixed(1)} (p95 ${quantile(times, 0.95).toFixed(1)})`
  console.log(
    `${what.padEnd(24)} account ${of(known)} ms, no account ${of(unknown)} ms, difference ${apart.toFixed(2)} ms, p = ${mannWhitney(known, unknown).toFixed(3)}`,
  )
  if (Math.abs(apart) > MOST_APART_MS) process.exitCode = 1
}

function inRandomOrder(all) {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
