import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { build, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { buildEmptyApp, EMPTY_APP, NEXT, removeEmptyApp } from './empty-app.mjs'
import { patiently } from './server.mjs'

/** Builds and serves the project and, by the same Next version, an empty page; passes the URLs of both to `work`. */
export async function besideEmptyPage(work) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bench-'))
  const stops = []
  const serve = async (script, args, environment, url) => {
    const server = spawn(process.execPath, [script, ...args], {
      env: { ...process.env, ...environment },
      stdio: 'ignore',
    })
    const ended = new Promise((resolve) => server.once('exit', resolve))
    stops.push(() => server.kill('SIGTERM') && ended)
    await patiently(async () => (await fetch(url)).ok, `${url} did not respond`)
    return url
  }
  try {
    await runOrExit(requirePackages, generateClient, build)
    await buildEmptyApp()
    const [port, emptyPort] = [await freePort(), await freePort()]
    const environment = { PORT: String(port), DATA_DIR: dataDir }
    const ours = await serve('scripts/start.mjs', [], environment, `http://localhost:${port}/sign-up`)
    const empty = await serve(NEXT, ['start', EMPTY_APP, '-p', String(emptyPort)], {}, `http://localhost:${emptyPort}/`)
    return await work({ ours, empty })
  } finally {
    await Promise.all(stops.map((stop) => stop()))
    fs.rmSync(dataDir, { recursive: true, force: true })
    removeEmptyApp()
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
