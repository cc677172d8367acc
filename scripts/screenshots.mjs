// `npm run screenshots`: makes the pictures in docs/images from a demo on an empty embedded database.
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { begin, build, generateClient, requirePackages, runOrExit } from './bootstrap.mjs'
import { step } from './exec.mjs'
import { requireChromium } from './testing/chromium.mjs'

const READY_WITHIN_MS = 60_000

begin({ envFile: false })
await runOrExit(requirePackages, generateClient, requireChromium, build)
const { chromium } = await import('@playwright/test')
const { spawnServer } = await import('./testing/e2e-servers.mjs')
const { takePictures } = await import('./screenshots/pictures.mjs')

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-screenshots-'))
const port = await freePort()
const files = { dataDir: path.join(folder, 'data'), logFile: path.join(folder, 'log') }
// A browser on this machine is a presenter, and the carrier is slow enough to be watched.
const settings = { TRUSTED_PROXY_HOPS: '0', CARRIER_DELAY_MS: '1200', FRAUD_RULES: 'report', LOG_LEVEL: 'error' }
fs.mkdirSync(files.dataDir, { mode: 0o700 })
const server = spawnServer({ port, ...files, settings })
const ended = new Promise((resolve) => server.once('exit', resolve))
const browser = await chromium.launch({ executablePath: await requireChromium() })
try {
  const origin = `http://localhost:${port}`
  await step('starting the demo', () => untilReady(`${origin}/api/health`))
  await step('taking pictures', () => takePictures(browser, origin))
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await ended
  fs.rmSync(folder, { recursive: true, force: true })
}

async function untilReady(url) {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; ) {
    if (server.exitCode !== null) break
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The demo did not start:\n${fs.readFileSync(files.logFile, 'utf8')}`)
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address()
      probe.close(() => resolve(free))
    })
  })
}
