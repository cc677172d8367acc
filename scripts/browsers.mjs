// `npm run test:browsers`: runs a walkthrough in Firefox and WebKit; `npm test` covers Chromium only.
import { begin, build, generateClient, requirePackages, runOrExit } from './bootstrap.mjs'
import { endChildren, secondsSince } from './exec.mjs'
import { startDemo } from './testing/browsers/demo-server.mjs'
import { requirePrograms } from './testing/browsers/programs.mjs'
import { load } from './tsx.mjs'

/** Each browser's programs under their possible names, its Debian packages, and a fictional phone number. */
const BROWSERS = {
  Firefox: {
    number: '2025550142',
    packages: ['firefox-esr'],
    programs: { browser: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'] },
    start: async ({ browser }) => (await load('./testing/browsers/firefox.ts')).startFirefox(browser),
  },
  WebKit: {
    number: '2025550143',
    packages: ['webkit2gtk-driver', 'xvfb'],
    programs: { driver: ['WebKitWebDriver'], browser: ['MiniBrowser'], display: ['Xvfb'] },
    start: async (programs) => (await load('./testing/browsers/webkit.ts')).startWebKit(programs),
  },
}

begin({ envFile: false })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => leave(130))
await runOrExit(requirePackages, generateClient, build)
const demo = await startDemo()
const outcomes = []
for (const [name, browser] of Object.entries(BROWSERS)) outcomes.push(await outcomeOf(name, browser))
for (const { line } of outcomes) console.log(line)
await leave(outcomes.every(({ passed }) => passed) ? 0 : 1)

async function outcomeOf(name, { number, packages, programs, start }) {
  const from = performance.now()
  let browser
  try {
    const { STEPS, walkThrough } = await load('./testing/browsers/walkthrough.ts')
    browser = await start(await requirePrograms(name, { packages, programs }))
    await walkThrough(browser, demo, number)
    return { passed: true, line: `${browser.name}: ${Object.keys(STEPS).length} steps passed in ${secondsSince(from)}` }
  } catch (error) {
    return { passed: false, line: `${browser?.name ?? name}: failed at: ${error.message}` }
  } finally {
    await browser?.close().catch(() => {})
  }
}

async function leave(code) {
  endChildren()
  await demo?.stop()
  process.exit(code)
}
