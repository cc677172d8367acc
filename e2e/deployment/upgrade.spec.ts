import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { expect } from '@playwright/test'
import { freshPhone } from '../support/people'
import { freePort, test } from './live'

const ANOTHER_KEY = Buffer.alloc(32, 1).toString('base64')
const UPDATED = 'Latchkey was updated while this page was open.'

test('a page left open during an upgrade reloads with its input, and the sign-up continues', async ({ live, page }) => {
  const { copies, nginx, settings, texts } = live
  const before = await copies.one.serve(await freePort(), settings)
  await nginx.start([before.port])
  const phone = freshPhone()
  await page.goto(`${nginx.origin}/sign-up`)
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Phone number').fill(phone)

  // Another key changes the id of every action, as if each had been replaced.
  const after = await copies.other.serve(await freePort(), {
    ...settings,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ANOTHER_KEY,
  })
  await nginx.switchTo([after.port])
  await before.stop()
  const reloaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Send code' }).click()
  await reloaded
  await expect(page.locator('[data-form-message]')).toContainText(UPDATED)
  await expect(page.getByLabel('Phone number')).toHaveValue(phone)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
  await page.getByRole('textbox', { name: 'Code' }).fill((await texts.codeFor(phone)) ?? '')
  await expect(page).toHaveURL(/\/sign-up\//)
  await after.stop()
  await nginx.stop()
})

test('building in the folder of a running server keeps the old build until that server has stopped', async ({
  live,
}) => {
  const { copies, settings } = live
  const copy = copies.two
  const builds = () => fs.readdirSync(copy.dir).filter((name) => /^\.next-[0-9a-f]{12}$/.test(name))
  const server = await copy.serve(await freePort(), settings)
  const [old = ''] = builds()
  copy.change('lib/i18n/messages/en.json', 'Create an account', 'Open an account')
  await copy.build({ MODE: 'live' })
  expect(builds()).toHaveLength(2)

  const statusOf = async (file: string) => {
    const { host } = new URL(settings.APP_ORIGIN ?? '')
    const [response] = await once(http.get({ port: server.port, path: file, headers: { host } }), 'response')
    response.resume()
    return { file, status: response.statusCode }
  }
  const chunks = fs.readdirSync(path.join(copy.dir, old, 'static/chunks')).filter((name) => name.endsWith('.js'))
  for (const file of ['/sign-up', '/sign-in', ...chunks.map((name) => `/_next/static/chunks/${name}`)])
    expect(await statusOf(file)).toEqual({ file, status: 200 })
  await server.stop()
  copy.change('lib/i18n/messages/en.json', 'Open an account', 'Get an account')
  await copy.build({ MODE: 'live' })
  expect(builds()).toHaveLength(1)
  expect(builds()).not.toContain(old)
})

test('a server and a worker started at the same time in a fresh folder both become ready', async ({ live }) => {
  const { copies, settings, folder } = live
  const copy = copies.two
  fs.rmSync(path.join(copy.dir, 'lib/db/generated'), { recursive: true })
  fs.rmSync(path.join(copy.dir, 'node_modules/.latchkey'), { force: true })
  const workerLog = path.join(folder, 'worker.log')
  const worker = copy.run('scripts/worker.mjs', settings, workerLog)
  const server = await copy.serve(await freePort(), settings)
  await expect.poll(() => fs.readFileSync(workerLog, 'utf8'), { timeout: 120_000 }).toContain('Press Ctrl+C to stop')
  expect(worker.child.exitCode).toBeNull()
  await Promise.all([worker.stop(), server.stop()])
})
