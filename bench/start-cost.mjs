// `npm run bench:start-cost`: how many codes may be asked for in a second, at an earlier commit and now, measured
// alternately: of the real server by its form, and of the library alone.
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { begin, build, generateClient, orLeave, requirePackages } from '../scripts/bootstrap.mjs'
import { alternately, rateOf } from './blocks.mjs'
import { ipOf, phoneOf } from './people.mjs'
import { median, ratioInterval, ratioOfMedians } from './statistics.mjs'

/** The last commit without the guard. */
const BEFORE = process.env.BEFORE ?? '595acec'
const PAIRS = Number(process.env.PAIRS ?? 6)
const BLOCK = { atOnce: 16, seconds: Number(process.env.SECONDS ?? 5) }
const WARM_UP = { atOnce: 16, seconds: 3 }
const PORT = Number(process.env.PORT ?? 3290)
const KEY_BYTES = 32

begin({ envFile: false })
await orLeave(requirePackages, generateClient, build)
const { prepareBefore } = await import('./before.mjs')
const { formOf, post } = await import('./forms.mjs')
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway, throughGateway } = await import('./gateway.mjs')
const { patiently, startServer } = await import('./server.mjs')
const { recordUsualTraffic } = await import('./usual-traffic.mjs')

const folders = [await prepareBefore(BEFORE), process.cwd()]
const postgres = await startDurablePostgres()
const gateway = await startGateway({ takesMs: 50, onMessage: () => {} })
const stops = []
try {
  console.log(
    `sign-ups started in a second, ${BLOCK.atOnce} at a time, ${PAIRS} blocks of ${BLOCK.seconds} s each, PostgreSQL with fsync`,
  )
  console.log(`(BEFORE=${BEFORE} npm run bench:start-cost):`)
  await compare('the server', serverIn)
  await compare('the library alone', libraryIn)
} finally {
  for (const stop of stops) await stop()
  gateway.stop()
  await postgres.stop()
}
process.exit(0)

async function compare(what, blockIn) {
  const blocks = []
  for (const [index, dir] of folders.entries()) blocks.push(await blockIn(dir, index))
  for (const block of blocks) await block(WARM_UP)
  const [before, after] = blocks.map((block) => () => block(BLOCK))
  report(what, await alternately(before, after, PAIRS))
  for (const stop of stops.splice(0)) await stop()
}

async function database(name) {
  await postgres.client.query(`CREATE DATABASE ${name}`)
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return url.href
}

/** How fast the server of a folder is, by its form: each start with a number, a browser and an IP of its own. */
async function serverIn(cwd, index) {
  const { origin, stop } = await startServer({
    cwd,
    port: PORT + index,
    databaseUrl: await database(`server_${index}`),
    gateway,
  })
  stops.push(stop)
  const form = await formOf(origin, '/sign-up', 'Send code')
  let n = 0
  const start = async () => {
    const person = { fields: { country: 'US', phone: phoneOf(n) }, clientIp: ipOf(n++) }
    const { status, path: to } = await post({ origin, path: '/sign-up', form, ...person })
    if (status !== 303 || !to.startsWith('/verify/')) throw new Error(`a start was answered with ${status}`)
  }
  return async (load) => {
    const rate = await rateOf(start, load)
    await patiently(() => isIdle(origin), 'messages still waited')
    return rate
  }
}

/** Everything has been dispatched, so that the next block isn't slowed by this one. */
async function isIdle(origin) {
  const { outbox } = await (await fetch(`${origin}/api/health`)).json()
  return outbox.waiting === 0
}

/** The same without a page, a form and a dispatch. */
async function libraryIn(cwd, index) {
  const settings = {
    ...throughGateway(gateway.url),
    DATABASE_URL: await database(`library_${index}`),
    AUTH_SECRET: 'a-secret-for-a-measurement-of-no-worth',
    CODE_KEYS: `bench:${randomBytes(KEY_BYTES).toString('base64')}`,
    LOG_LEVEL: 'error',
  }
  const script = path.join(import.meta.dirname, 'start-library.mjs')
  const child = fork(script, { cwd, env: { ...process.env, ...settings } })
  stops.push(() => child.kill())
  await answerOf(child)
  await recordUsualTraffic(settings.DATABASE_URL)
  return (load) => {
    child.send(load)
    return answerOf(child)
  }
}

async function answerOf(child) {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the library gave up')))
  const [answer] = await Promise.race([once(child, 'message'), ended])
  return answer
}

function report(what, pairs) {
  const [before, after] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])).toFixed(1))
  const [low, high] = ratioInterval(pairs).map((ratio) => ratio.toFixed(3))
  console.log(
    `${what.padEnd(18)} before ${before}, now ${after}: ${ratioOfMedians(pairs).toFixed(3)} times as many (95 %: ${low} to ${high})`,
  )
}
