import { expect } from './support/fixtures'
import { textsOn } from './support/handset'
import { testOnOwnServer } from './support/on-own-server'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'

const test = testOnOwnServer('start-output', { LOG_FORMAT: 'pretty', LOG_LEVEL: 'debug', FORCE_COLOR: '0' })

test('startup prints only progress and the banner, and each later event prints one sentence', async ({
  server,
  plainBrowser,
}) => {
  const [before = ''] = server.output().split('\n  Latchkey is up')
  expect(
    before
      .split('\n')
      .filter((line) => !/^(> | {2})/.test(line))
      .join(''),
  ).toBe('')
  expect(server.output()).toMatch(/\n {2}Press Ctrl\+C to stop\.\n {2}\(ready after [\d.]+ s\)\n\n/)

  const browser = await plainBrowser()
  const phone = freshPhone()
  await askPlainly(browser, phone)
  await expect.poll(() => textsOn({ browser, phone })).not.toEqual([])
  const requested = `\\d\\d:\\d\\d:\\d\\d {2}sign-up code requested for \\+1 \\.\\.\\.${phone.slice(-2)} · handset · `
  await expect
    .poll(() => server.logged().join('\n'))
    .toMatch(new RegExp(`^${requested}accepted in [\\d.]+ s\\n${requested}delivered in [\\d.]+ s$`))
})
