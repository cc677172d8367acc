import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { throughGateway } from './gateway.mjs'
import { recordUsualTraffic } from './usual-traffic.mjs'

const READY_WITHIN_MS = 120_000

/** Starts the server of a folder and waits until it responds. It trusts a proxy, so that requests can have any IP. */
export async function startServer({ cwd = '.', port, databaseUrl, gateway }) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bench-'))
  const settings = {
    ...throughGateway(gateway.url),
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    TRUSTED_PROXY_HOPS: '1',
    LOG_LEVEL: 'error',
  }
  const stdio = ['ignore', 'ignore', 'inherit']
  const server = spawn(process.execPath, ['scripts/start.mjs'], { cwd, env: { ...process.env, ...settings }, stdio })
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    if (server.exitCode === null && server.kill('SIGTERM')) await ended
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
  const origin = `http://localhost:${port}`
  try {
    await patiently(async () => (await fetch(`${origin}/sign-up`)).ok, 'the server did not start')
    await recordUsualTraffic(databaseUrl)
  } catch (error) {
    await stop()
    throw error
  }
  return { origin, stop }
}

export async function patiently(look, otherwise, everyMs = 100) {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; ) {
    const seen = await Promise.resolve(look()).catch(() => undefined)
    if (seen) return seen
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  throw new Error(`After two minutes ${otherwise}.`)
}
