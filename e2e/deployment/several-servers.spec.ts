import { expect } from '@playwright/test'
import { freshPassword, freshPhone } from '../support/people'
import { Client } from './client'
import { freePort, test } from './live'

const SIGN_UPS = 200
const AT_ONCE = 4

test('behind a round-robin proxy, 200 sign-ups succeed on two separately built servers and one of another version', async ({
  live: { copies, nginx, settings, texts },
}) => {
  const servers = []
  for (const copy of [copies.one, copies.two, copies.other]) servers.push(await copy.serve(await freePort(), settings))
  await nginx.start(servers.map(({ port }) => port))

  const failures: string[] = []
  const signUp = async () => {
    const client = new Client(nginx.origin)
    const phone = freshPhone()
    const step = async (path: string, button: string, fields: Record<string, string>, leadsTo: RegExp) => {
      const { status, location, html } = await client.submit(path, button, fields)
      if (location?.match(leadsTo)) return location
      throw new Error(
        `${path} ${button}: ${status} ${location} ${/<h1.*?<\/h1>/s.exec(html)?.[0] ?? html.slice(0, 200)}`,
      )
    }
    try {
      const codePage = await step('/sign-up', 'Send code', { country: 'US', phone }, /^\/verify\//)
      const code = (await texts.codeFor(phone)) ?? ''
      const accountForm = await step(codePage, 'Verify', { code }, /^\/sign-up\//)
      await step(accountForm, 'Create account', { name: 'Ada', password: freshPassword() }, /^\/account/)
      expect((await client.get('/account')).status).toBe(200)
    } catch (error) {
      failures.push(String(error))
    }
    await client.close()
  }
  let left = SIGN_UPS
  const visitors = Array.from({ length: AT_ONCE }, async () => {
    while (left-- > 0) await signUp()
  })
  await Promise.all(visitors)
  expect(failures).toEqual([])
  await Promise.all(servers.map((server) => server.stop()))
  await nginx.stop()
})
