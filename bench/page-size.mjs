// `npm run bench:page-size`: JavaScript loaded by /sign-up, compared with an empty page of the same Next version.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { begin, build, generateClient, orLeave, requirePackages } from '../scripts/bootstrap.mjs'
import { buildEmptyApp, EMPTY_APP, NEXT, removeEmptyApp } from './empty-app.mjs'

const KILOBYTE = 1_000
const LIMIT_KB = 40

/** Returns the total gzipped size of the scripts that a current browser loads with a page, in bytes. */
async function measure(script, args, environment, port, page) {
  const server = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  try {
    const origin = `http://localhost:${port}`
    const html = await patiently(async () => (await fetch(`${origin}${page}`)).text())
    const sizes = await Promise.all(scriptsIn(html).map(async (src) => gzippedSize(await fetch(new URL(src, origin)))))
    return sizes.reduce((sum, size) => sum + size, 0)
  } finally {
    server.kill('SIGTERM')
    await ended
  }
}

function scriptsIn(html) {
  const tags = [...html.matchAll(/<(script|link)\b[^>]*>/g)].map(([tag]) => tag)
  const loaded = tags.filter((tag) => !/nomodule/i.test(tag) && (tag.startsWith('<script') || /as="script"/.test(tag)))
  return [...new Set(loaded.flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []))]
}

const gzippedSize = async (response) => gzipSync(Buffer.from(await response.arrayBuffer())).length

const kilobytes = (bytes) => (bytes / KILOBYTE).toFixed(1)

async function patiently(attempt) {
  for (const deadline = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
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

begin()
process.env.NODE_ENV = 'production'
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bench-'))

try {
  await orLeave(requirePackages, generateClient, build)
  await buildEmptyApp()
  const port = await freePort()
  const ours = await measure('scripts/start.mjs', [], { PORT: String(port), DATA_DIR: dataDir }, port, '/sign-up')
  const empty = await measure(NEXT, ['start', EMPTY_APP, '-p', String(port)], {}, port, '/')
  console.log('JavaScript per page, gzipped (npm run bench:page-size)')
  console.log(`/sign-up     ${kilobytes(ours)} kB`)
  console.log(`empty page   ${kilobytes(empty)} kB`)
  console.log(`difference   ${kilobytes(ours - empty)} kB (limit ${LIMIT_KB} kB)`)
  process.exitCode = ours - empty > LIMIT_KB * KILOBYTE ? 1 : 0
} finally {
  fs.rmSync(dataDir, { recursive: true, force: true })
  removeEmptyApp()
}
