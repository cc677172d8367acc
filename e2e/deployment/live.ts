import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { test as base } from '@playwright/test'
import { postgresOfItsOwn } from '@/scripts/testing/e2e-postgres.mjs'
import { Nginx, requireNginx } from '@/scripts/testing/nginx.mjs'
import { ProjectCopy } from '@/scripts/testing/project-copy.mjs'
import { startTextRecorder } from '@/scripts/testing/text-recorder.mjs'

const SECRET_BYTES = 32

interface Live {
  folder: string
  /** Separately built copies of the project: two of this version, one of another. */
  copies: { one: ProjectCopy; two: ProjectCopy; other: ProjectCopy }
  nginx: Nginx
  texts: Awaited<ReturnType<typeof startTextRecorder>>
  settings: Record<string, string>
  databaseUrl: string
}

export async function freePort(): Promise<number> {
  const probe = net.createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** Tests with MODE=live behind nginx with TLS, on PostgreSQL, with a gateway that records messages. */
export const test = base.extend<object, { live: Live }>({
  live: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern.
    async ({}, use) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-deployment-'))
      const postgres = await postgresOfItsOwn()
      if (!postgres) throw new Error('no PostgreSQL server on this machine; install one (on Debian: `postgresql`)')
      const texts = await startTextRecorder()
      const nginx = new Nginx({ binary: await requireNginx(), dir: path.join(folder, 'nginx'), port: await freePort() })
      const copy = (name: string) => new ProjectCopy(path.join(folder, name))
      const copies = { one: copy('one'), two: copy('two'), other: copy('other') }
      copies.other.change('lib/i18n/messages/en.json', 'Create an account', 'Create your account')
      const settings = {
        MODE: 'live',
        APP_ORIGIN: nginx.origin,
        DATABASE_URL: postgres.url,
        AUTH_SECRET: randomBytes(SECRET_BYTES).toString('base64'),
        CODE_KEYS: `k1:${randomBytes(SECRET_BYTES).toString('base64')}`,
        ALLOWED_COUNTRIES: 'US',
        TRUSTED_PROXY_HOPS: '1',
        SMS_ROUTES: '*:kannel',
        SMS_BUDGET_HOUR: '*',
        SMS_BUDGET_DAY: '*',
        KANNEL_URL: texts.url,
        KANNEL_USERNAME: 'latchkey',
        KANNEL_PASSWORD: 'of-no-worth',
      }
      for (const one of Object.values(copies)) await one.build({ MODE: 'live' })
      await use({ folder, copies, nginx, texts, settings, databaseUrl: postgres.url })
      await nginx.stop()
      texts.stop()
      await postgres.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 300_000 },
  ],
})
