// `npm run bench:send-code`: time from "Send code" until the gateway has the message, at 20 requests per second. Posts
// the real form without JavaScript to the real server with PostgreSQL.
import { begin, build, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { ipOf, phoneOf } from './clients.mjs'
import { quantile } from './statistics.mjs'

const PER_SECOND = Number(process.env.PER_SECOND ?? 20)
const SECONDS = Number(process.env.SECONDS ?? 20)
const WARM_UP = PER_SECOND * 3
const PORT = Number(process.env.PORT ?? 3290)

begin({ envFile: false })
await runOrExit(requirePackages, generateClient, build)
const { formOf, post } = await import('./forms.mjs')
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway } = await import('./gateway.mjs')
const { patiently, startServer } = await import('./server.mjs')

const postgres = await startDurablePostgres()
const came = new Map()
const gateway = await startGateway({ takesMs: 50, onMessage: ({ to, at }) => came.set(to, at) })
let server
try {
  server = await startServer({ port: PORT, databaseUrl: postgres.url, gateway })
  const form = await formOf(server.origin, '/sign-up', 'Send code')
  const asked = await askSteadily(form, WARM_UP + PER_SECOND * SECONDS)
  await patiently(() => [...asked.keys()].every((phone) => came.has(phone)), 'a message had not arrived')
  const measured = [...asked].slice(WARM_UP)
  report(
    'Time to gateway',
    measured.map(([phone, { start }]) => came.get(phone) - start),
  )
  report(
    'Time to response',
    measured.map(([, { start, answered }]) => answered - start),
  )
} finally {
  await server?.stop()
  gateway.stop()
  await postgres.stop()
}
process.exit(0)

/** Sends requests at a constant rate, without waiting for responses. */
async function askSteadily(form, count) {
  const asked = new Map()
  const running = []
  const begun = performance.now()
  for (let n = 0; n < count; n++) {
    await new Promise((resolve) => setTimeout(resolve, begun + (n * 1000) / PER_SECOND - performance.now()))
    running.push(ask(form, n, asked))
  }
  await Promise.all(running)
  return asked
}

async function ask(form, n, asked) {
  const phone = phoneOf(n)
  const start = performance.now()
  asked.set(phone, { start, answered: Number.NaN })
  const person = { fields: { country: 'US', phone }, clientIp: ipOf(n) }
  const { status } = await post({ origin: server.origin, path: '/sign-up', form, ...person })
  if (status !== 303) throw new Error(`unexpected status ${status}`)
  asked.set(phone, { start, answered: performance.now() })
}

function report(what, times) {
  const at = (share) => quantile(times, share).toFixed(1)
  console.log(
    `${what}, ${times.length} requests at ${PER_SECOND}/s (npm run bench:send-code): p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`,
  )
}
