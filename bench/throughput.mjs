// `npm run bench:throughput`: starts, right checks and wrong checks per second of the real server, at an earlier commit and
// now, measured alternately, without JavaScript and by script.
import { begin, build, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { alternately, rateOf } from './blocks.mjs'
import { ipOf, phoneOf } from './clients.mjs'
import { median, ratioInterval, ratioOfMedians } from './statistics.mjs'

const BEFORE = process.env.BEFORE ?? 'HEAD~1'
const PAIRS = Number(process.env.PAIRS ?? 5)
const SECONDS = Number(process.env.SECONDS ?? 5)
const AT_ONCE = 16
const WARM_UP = { atOnce: AT_ONCE, seconds: 3 }
const PORT = Number(process.env.PORT ?? 3290)
/** Wrong attempts that one verification permits, one fewer than its maximum. */
const WRONG_ATTEMPTS = 4
/** Started before each block of checks; more than the fastest server checks. */
const PREPARED_PER_SECOND = Number(process.env.PREPARED_PER_SECOND ?? 300)

begin({ envFile: false })
await runOrExit(requirePackages, generateClient, build)
const { prepareBefore } = await import('./before.mjs')
const { formOf, post, postByScript } = await import('./forms.mjs')
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway } = await import('./gateway.mjs')
const { patiently, startServer } = await import('./server.mjs')

const postgres = await startDurablePostgres()
const codes = new Map()
const gateway = await startGateway({
  takesMs: 50,
  onMessage: ({ to, text }) => codes.set(to, /\b\d{6}\b/.exec(text)?.[0]),
})
const servers = []
const firstCookies = new Map()
let people = 0
try {
  console.log(
    `Requests per second: ${AT_ONCE} in flight, ${PAIRS} blocks of ${SECONDS} s each, one PostgreSQL with fsync (BEFORE=${BEFORE} npm run bench:throughput)`,
  )
  for (const [index, cwd] of [await prepareBefore(BEFORE), process.cwd()].entries())
    servers.push(await open(cwd, index))
  for (const [how, send] of [
    ['without JavaScript', post],
    ['by script', postByScript],
  ]) {
    await compare(`start, ${how}`, (server) => startsOf(server, send))
    await compare(`right check, ${how}`, (server) => checksOf(server, send, rightCode))
    await compare(`wrong check, ${how}`, (server) => checksOf(server, send, wrongCodes))
  }
} finally {
  for (const { stop } of servers) await stop()
  gateway.stop()
  await postgres.stop()
}
process.exit(0)

async function open(cwd, index) {
  const name = `throughput_${index}`
  await postgres.client.query(`CREATE DATABASE ${name}`)
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  const server = await startServer({ cwd, port: PORT + index, databaseUrl: url.href, gateway })
  const startForm = await formOf(server.origin, '/sign-up', 'Send code')
  const first = await start({ ...server, startForm }, post)
  return { ...server, startForm, checkForm: await formOf(server.origin, `/verify/${first.id}`, 'Verify', first.cookie) }
}

/** Measures both servers alternately; a block is prepared before its time is taken. */
async function compare(what, prepare) {
  const [before, after] = servers.map((server) => async () => {
    const act = await prepare(server)
    const rate = await rateOf(act, { atOnce: AT_ONCE, seconds: SECONDS })
    await patiently(() => isIdle(server.origin), 'messages were still pending')
    return rate
  })
  for (const server of servers) await rateOf(await prepare(server), WARM_UP)
  const pairs = await alternately(before, after, PAIRS)
  const [old, now] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])).toFixed(1))
  const [low, high] = ratioInterval(pairs).map((ratio) => ratio.toFixed(2))
  console.log(
    `${what.padEnd(32)} before ${old}/s, now ${now}/s, ratio ${ratioOfMedians(pairs).toFixed(2)} (95 % interval ${low} to ${high})`,
  )
}

/** Whether all messages are dispatched, so that they do not slow down the next block. */
async function isIdle(origin) {
  const { outbox } = await (await fetch(`${origin}/api/health`)).json()
  return outbox.waiting === 0
}

function startsOf(server, send) {
  return () => start(server, send)
}

/** Starts a verification with a number, a browser and an IP of its own. */
async function start({ origin, startForm }, send) {
  const n = people++
  const [phone, clientIp] = [phoneOf(n), ipOf(n)]
  const request = {
    origin,
    path: '/sign-up',
    form: startForm,
    clientIp,
    fields: { country: 'US', phone, puzzle: '', waitToken: '' },
  }
  // A browser has its cookie from the first page view.
  const cookie = send === post ? '' : await firstCookie(origin)
  const response = await send({ ...request, cookie })
  if (!response.path?.startsWith('/verify/')) throw new Error(`a start returned ${response.status}`)
  return { id: response.path.split('/').at(-1), cookie: cookie || response.cookie, phone, clientIp }
}

/** Returns a cookie of an earlier page view: a browser may start several verifications. */
async function firstCookie(origin) {
  const cookie =
    firstCookies.get(origin) ?? (await fetch(`${origin}/sign-up`)).headers.getSetCookie()[0]?.split(';')[0] ?? ''
  firstCookies.set(origin, cookie)
  return cookie
}

/** Prepares verifications whose code has arrived, and returns an act that checks the next code. */
async function checksOf(server, send, attemptsOf) {
  const count = Math.ceil((PREPARED_PER_SECOND * SECONDS) / attemptsOf('000000').length)
  const started = []
  const prepareOne = async () => {
    while (started.length < count) started.push(await start(server, post))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, prepareOne))
  await patiently(() => started.every(({ phone }) => codes.has(phone)), 'a message had not arrived')
  const attempts = started.flatMap((one) => attemptsOf(codes.get(one.phone)).map((code) => ({ ...one, code })))
  return async () => {
    const next = attempts.shift()
    if (!next) throw new Error('too few verifications were prepared; raise PREPARED_PER_SECOND')
    const { id, code, cookie, clientIp } = next
    const fields = { id, code }
    const { status } = await send({
      origin: server.origin,
      path: `/verify/${id}`,
      form: server.checkForm,
      fields,
      clientIp,
      cookie,
    })
    if (status >= 400) throw new Error(`a check returned ${status}`)
  }
}

function rightCode(code) {
  return [code]
}

function wrongCodes(code) {
  return Array.from({ length: WRONG_ATTEMPTS }, (_, n) => String((Number(code) + n + 1) % 1_000_000).padStart(6, '0'))
}
