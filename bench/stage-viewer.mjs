import { ARRIVED, differences, rowsOf } from '../scripts/testing/stage-rows.mjs'

const LAST_DIGITS = 4
const BYTES_PER_MEGABYTE = 1_000_000

/** Records the durations of tasks that block the page or its frames for more than 50 ms. */
function recordLongTasks() {
  if (window !== window.top) return
  window.longTasks = []
  const record = ({ startTime, duration }) =>
    window.longTasks.push({ at: performance.timeOrigin + startTime, ms: duration })
  new PerformanceObserver((list) => list.getEntries().forEach(record)).observe({ type: 'longtask', buffered: true })
}

/** Returns the processor time of each task of the viewers' main threads while `act` runs, in ms; longest first. */
export async function taskTimes(browser, act) {
  await browser.startTracing(undefined, { categories: ['toplevel'] })
  await act()
  const { traceEvents } = JSON.parse(await browser.stopTracing())
  const threadOf = ({ pid, tid }) => `${pid} ${tid}`
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain'
  const main = new Set(traceEvents.filter(isMain).map(threadOf))
  const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && event.tdur && main.has(threadOf(event)))
  return tasks.map(({ tdur }) => tdur / 1000).sort((one, other) => other - one)
}

/** Opens the stage in a browser context of its own, and so in a process of its own. */
export async function openViewer(browser, url, clientIp) {
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': clientIp } })
  const page = await context.newPage()
  await page.addInitScript(recordLongTasks)
  await page.goto(url)
  await page.getByRole('button', { name: 'Full screen' }).waitFor()
  const inspector = await context.newCDPSession(page)
  return {
    page,
    longTasks: (sinceMs) => page.evaluate((since) => window.longTasks.filter(({ at }) => at >= since), sinceMs),
    async heapMegabytes() {
      await inspector.send('HeapProfiler.collectGarbage')
      return (await inspector.send('Runtime.getHeapUsage')).usedSize / BYTES_PER_MEGABYTE
    },
  }
}

/** Returns how a viewer's list of verifications, and the path of each, differ from the rows. `phones`: newest first. */
export async function differencesOf({ page }, query, phones) {
  const choices = page.getByRole('group', { name: 'Shown verification' }).getByRole('button')
  const ends = phones.map((phone) => phone.slice(-LAST_DIGITS))
  const listed = (await choices.allTextContents()).map((text) => text.slice(-LAST_DIGITS))
  if (String(listed) !== String(ends)) return [`lists ${listed} instead of ${ends}`]
  const found = []
  for (const [n, phone] of phones.entries()) {
    await choices.nth(n).click()
    const stations = page.getByRole('list', { name: 'The path of the code' }).getByRole('listitem')
    found.push(...differences(await stations.allTextContents(), ARRIVED, await rowsOf(query, phone)))
  }
  return found
}
