import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawnServer } from '../e2e-servers.mjs'
import { startConsoleProxy } from './console-proxy.mjs'

const READY_WITHIN_MS = 60_000

/** Starts a production build of the demo on an empty database, with pages that report their console output. */
export async function startDemo() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-browsers-'))
  const logFile = path.join(folder, 'server.log')
  const [port, behind] = [await freePort(), await freePort()]
  const [origin, target] = [port, behind].map((one) => `http://localhost:${one}`)
  const settings = { APP_ORIGIN: origin, RECEIPT_ORIGIN: target }
  const server = spawnServer({ port: behind, dataDir: path.join(folder, 'data'), logFile, settings })
  const proxy = await startConsoleProxy({ port, target })
  const stop = async () => {
    proxy.stop()
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    fs.rmSync(folder, { recursive: true, force: true })
  }
  if (await isUp(origin, server)) return { origin, consoleMessages: proxy.messages, stop }
  const log = fs.readFileSync(logFile, 'utf8')
  await stop()
  throw new Error(`The demo did not start:\n${log}`)
}

async function isUp(origin, server) {
  for (const deadline = performance.now() + READY_WITHIN_MS; performance.now() < deadline; await sleep(50)) {
    if (server.exitCode !== null) return false
    const isHealthy = await fetch(`${origin}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isHealthy) return true
  }
  return false
}

/** Returns a free port. */
export async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
