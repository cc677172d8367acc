import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '../support/fixtures'
import { codeIn, textsOn } from '../support/handset'
import { freshPhone } from '../support/people'
import { askPlainly } from '../support/plain-flows'

/** kills.fault.test.ts interrupts each step of a dispatch; here the whole server is killed, on PGlite. */
const CRASHES = 4
/** Each crash comes this much later after the response than the last, to interrupt different steps of a dispatch. */
const LATER_MS = 20

test('a message survives a server crash at any moment after the response: delivered at most twice, with one code', async ({
  ownServer,
  playwright,
  extraHTTPHeaders,
}) => {
  // Each start may be slow on a busy machine.
  test.setTimeout(240_000)
  const server = await ownServer('crash', { CARRIER_DELAY_MS: '0', LOG_LEVEL: 'info' })
  const outcomes: { crash: number; delivered: boolean; twiceAtMost: boolean; codes: number }[] = []
  for (let crash = 0; crash < CRASHES; crash++) {
    const browser = await playwright.request.newContext({ baseURL: server.origin, extraHTTPHeaders })
    const phone = freshPhone()
    await askPlainly(browser, phone)
    await sleep(crash * LATER_MS)
    await server.kill()
    await server.start()
    await expect.poll(() => textsOn({ browser, phone }), { intervals: [100], timeout: 10_000 }).not.toEqual([])
    const texts = await textsOn({ browser, phone })
    const codes = new Set(texts.map(codeIn)).size
    outcomes.push({ crash, delivered: texts.length > 0, twiceAtMost: texts.length <= 2, codes })
    await browser.dispose()
  }
  expect(outcomes).toEqual(outcomes.map(({ crash }) => ({ crash, delivered: true, twiceAtMost: true, codes: 1 })))
})
