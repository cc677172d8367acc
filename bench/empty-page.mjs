import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { build, generateClient, orLeave, requirePackages } from '../scripts/bootstrap.mjs'
import { runNode } from '../scripts/exec.mjs'
import { patiently } from './server.mjs'

const NEXT = 'node_modules/next/dist/bin/next'
const ROOT = path.dirname(import.meta.dirname)

// A separate build, since a bundler shares chunks between the pages of one build; inside the project's folder, so that
// it finds the project's packages.
const EMPTY_APP = '.next-bench'
const EMPTY_FILES = {
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(ROOT)} } }\n`,
  'app/layout.js': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>\n',
  'app/page.js': 'export default () => <p>Empty</p>\n',
}

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
    await orLeave(requirePackages, generateClient, build)
    await buildEmptyApp()
    const [port, emptyPort] = [await freePort(), await freePort()]
    const environment = { PORT: String(port), DATA_DIR: dataDir }
    const ours = await serve('scripts/start.mjs', [], environment, `http://localhost:${port}/sign-up`)
    const empty = await serve(NEXT, ['start', EMPTY_APP, '-p', String(emptyPort)], {}, `http://localhost:${emptyPort}/`)
    return await work({ ours, empty })
  } finally {
    await Promise.all(stops.map((stop) => stop()))
    fs.rmSync(dataDir, { recursive: true, force: true })
    fs.rmSync(EMPTY_APP, { recursive: true, force: true })
  }
}

async function buildEmptyApp() {
  for (const [name, content] of Object.entries(EMPTY_FILES)) {
    fs.mkdirSync(path.join(EMPTY_APP, path.dirname(name)), { recursive: true })
    fs.writeFileSync(path.join(EMPTY_APP, name), content)
  }
  const code = await runNode(NEXT, ['build', EMPTY_APP], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (code) throw new Error('The empty page could not be built.')
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
