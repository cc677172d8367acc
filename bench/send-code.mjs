// `npm run bench:send-code`: how long it takes from a person's "Send code" until the gateway has the message, while 20
// people a second ask for one: the real server with PostgreSQL, the real form as a browser without JavaScript posts it.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { begin, build, generateClient, installPackages, orLeave } from '../scripts/prepare.mjs'

const PER_SECOND = Number(process.env.PER_SECOND ?? 20)
const SECONDS = Number(process.env.SECONDS ?? 20)
const WARM_UP = PER_SECOND * 3
const PORT = Number(process.env.PORT ?? 3290)
const ORIGIN = `http://localhost:${PORT}`
const READY_WITHIN_MS = 120_000

begin({ envFile: false })
for (const work of [installPackages, generateClient, build]) await orLeave(work)
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway, throughGateway } = await import('./gateway.mjs')

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bench-'))
const postgres = await startDurablePostgres()
const came = new Map()
const gateway = await startGateway({ takesMs: 50, onMessage: ({ to, at }) => came.set(to, at) })
const server = startServer()
try {
  const form = await ready()
  const asked = await askSteadily(form, WARM_UP + PER_SECOND * SECONDS)
  await patiently(() => [...asked.keys()].every((phone) => came.has(phone)), 'a message did not come')
  const measured = [...asked].slice(WARM_UP)
  report(
    'until the gateway has it',
    measured.map(([phone, { start }]) => came.get(phone) - start),
  )
  report(
    'until the page answers',
    measured.map(([, { start, answered }]) => answered - start),
  )
} finally {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
  gateway.stop()
  await postgres.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
}
process.exit(0)

function startServer() {
  const settings = {
    ...throughGateway(gateway.url),
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    PORT: String(PORT),
    // Every request comes from an address of its own, so that no limit is met.
    TRUSTED_PROXY_HOPS: '1',
    LOG_LEVEL: 'warn',
  }
  const stdio = ['ignore', 'ignore', 'inherit']
  return spawn(process.execPath, ['scripts/start.mjs'], { env: { ...process.env, ...settings }, stdio })
}

/** What the form posts beside what one types. */
async function ready() {
  const page = await patiently(async () => (await fetch(`${ORIGIN}/sign-up`)).text(), 'the server did not start')
  const hidden = [...page.matchAll(/<input\b[^>]*\btype="hidden"[^>]*>/g)].map(([tag]) => [
    unescaped(/\bname="([^"]*)"/.exec(tag)?.[1] ?? ''),
    unescaped(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''),
  ])
  return hidden.filter(([name]) => name.startsWith('$ACTION'))
}

/** Asks at even distances, whether or not earlier answers have come. */
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
  const phone = `+1202${String(2_220_000 + n)}`
  const body = new FormData()
  for (const [name, value] of [...form, ['country', 'US'], ['phone', phone]]) body.append(name, value)
  const start = performance.now()
  asked.set(phone, { start, answered: Number.NaN })
  const headers = { origin: ORIGIN, 'x-forwarded-for': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` }
  const response = await fetch(`${ORIGIN}/sign-up`, { method: 'POST', body, headers, redirect: 'manual' })
  await response.arrayBuffer()
  if (response.status !== 303) throw new Error(`the form was answered with ${response.status}`)
  asked.set(phone, { start, answered: performance.now() })
}

function report(what, times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1)
  console.log(
    `${what}, ${sorted.length} at ${PER_SECOND} a second (npm run bench:send-code): p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`,
  )
}

async function patiently(look, otherwise) {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; ) {
    const seen = await Promise.resolve(look()).catch(() => undefined)
    if (seen) return seen
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`After two minutes ${otherwise}.`)
}

function unescaped(text) {
  const entities = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }
  return text.replace(/&(#?\w+);/g, (entity, name) => entities[name] ?? entity)
}
