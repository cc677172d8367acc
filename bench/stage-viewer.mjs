import { ARRIVED, differences, rowsOf } from '../scripts/testing/stage-rows.mjs'

const LAST_DIGITS = 4
const BYTES_PER_MEGABYTE = 1_000_000

/** Records the tasks of the page and its frames that block it for more than 50 ms. */
function recordLongTasks() {
  if (window !== window.top) return
  window.longTasks = []
  const record = ({ startTime, duration, name, attribution: [{ containerSrc }] }) =>
    window.longTasks.push({ at: performance.timeOrigin + startTime, duration, name, frame: containerSrc })
  new PerformanceObserver((list) => list.getEntries().forEach(record)).observe({ type: 'longtask', buffered: true })
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
