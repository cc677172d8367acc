// `npm run bench:lighthouse`: Lighthouse (mobile, simulated throttling) for /sign-up and an empty page, alternating, then
// all categories of the pages that visitors open first. Its figures are for a quiet machine.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { begin } from '../scripts/bootstrap.mjs'
import { runNpm, step } from '../scripts/exec.mjs'
import { requireChromium } from '../scripts/testing/chromium.mjs'
import { alternately } from './blocks.mjs'
import { besideEmptyPage } from './empty-page.mjs'
import { median } from './statistics.mjs'

const RUNS = Number(process.env.RUNS ?? 5)
const LIMIT_POINTS = 3
const LIMIT_TIMES = 1.3
const PAGES = ['/', '/sign-up', '/sign-in', '/reset-password']
const MUST_BE_COMPLETE = ['accessibility', 'best-practices', 'seo']

// 186 MB, so not a dependency of the project.
const LIGHTHOUSE = 'lighthouse@12.8.2'
const CACHE = 'node_modules/.cache/latchkey-lighthouse'

const installed = (name) => path.join(CACHE, 'node_modules', name)

async function installLighthouse() {
  const manifest = installed('lighthouse/package.json')
  if (fs.existsSync(manifest) && LIGHTHOUSE.endsWith(`@${JSON.parse(fs.readFileSync(manifest, 'utf8')).version}`))
    return
  fs.mkdirSync(CACHE, { recursive: true })
  await step(`installing ${LIGHTHOUSE}`, () =>
    runNpm(['install', '--prefix', CACHE, '--no-save', '--ignore-scripts', '--loglevel=error', LIGHTHOUSE]),
  )
}

const load = (file) => import(pathToFileURL(path.resolve(installed(file))).href)

async function resultOf(lighthouse, port, url, onlyCategories) {
  const { lhr } = await lighthouse(url, { port, onlyCategories, logLevel: 'error' })
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message)
  return lhr
}

async function measure(lighthouse, port, url) {
  const lhr = await resultOf(lighthouse, port, url, ['performance'])
  return {
    score: lhr.categories.performance.score * 100,
    blocking: lhr.audits['total-blocking-time'].numericValue,
    paint: lhr.audits['largest-contentful-paint'].numericValue,
  }
}

function summary(runs) {
  const of = (name) => median(runs.map((run) => run[name]))
  return { score: of('score'), blocking: of('blocking'), paint: of('paint'), all: runs.map(({ blocking }) => blocking) }
}

const row = (name, { score, blocking, paint, all }) =>
  `${name}  score ${Math.round(score)}  blocking ${Math.round(blocking)} ms  largest paint ${Math.round(paint)} ms  (blocking in all runs: ${all.map(Math.round).join(' ')})`

function report(pairs) {
  const [ours, empty] = [0, 1].map((side) => summary(pairs.map((pair) => pair[side])))
  const points = Math.round(empty.score) - Math.round(ours.score)
  const times = ours.blocking / empty.blocking
  console.log(`Lighthouse, mobile, median of ${RUNS} (npm run bench:lighthouse)`)
  console.log(row('/sign-up   ', ours))
  console.log(row('empty page ', empty))
  console.log(
    `${points} points less (limit ${LIMIT_POINTS}), ${times.toFixed(2)} times the blocking (limit ${LIMIT_TIMES})`,
  )
  process.exitCode = points > LIMIT_POINTS || times > LIMIT_TIMES ? 1 : 0
}

/** Prints the scores of a page in all categories, with the audits that cost points. */
function reportPage(page, { categories, audits }) {
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`)
  const incomplete = MUST_BE_COMPLETE.filter((name) => categories[name].score < 1)
  const failed = incomplete.flatMap((name) =>
    categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score === 0).map(({ id }) => id),
  )
  console.log([page.padEnd(16), ...scores, ...failed].join('  '))
  if (incomplete.length > 0) process.exitCode = 1
}

begin()
process.env.NODE_ENV = 'production'
await installLighthouse()
const chromePath = await requireChromium()
const { default: lighthouse } = await load('lighthouse/core/index.js')
const { launch } = await load('chrome-launcher/dist/index.js')

await besideEmptyPage(async ({ ours, empty }) => {
  const chrome = await launch({ chromePath, chromeFlags: ['--headless', '--no-sandbox'] })
  try {
    const look = (url) => () => measure(lighthouse, chrome.port, url)
    // The first load of a page also starts its server's code.
    for (const url of [ours, empty]) await look(url)()
    report(await alternately(look(ours), look(empty), RUNS))
    for (const page of PAGES)
      reportPage(page, await resultOf(lighthouse, chrome.port, new URL(page, ours).href, undefined))
  } finally {
    chrome.kill()
  }
})
