import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseUnavailable } from './errors'

const ATTEMPTS = 50
const SETTLE_MS = 30
const RESPONSE_TIMEOUT_MS = 2_000

/** Locks the database for one process; two would silently lose rows. The kernel releases the socket after a crash. */
export async function lockDataDir(dir: string): Promise<() => void> {
  const server = process.platform === 'win32' ? await lockByPipe(dir) : await lockBySocket(dir)
  return () => {
    server.close()
  }
}

async function lockByPipe(dir: string): Promise<net.Server> {
  const name = createHash('sha256').update(fs.realpathSync(dir)).digest('hex').slice(0, 32)
  const pipe = `\\\\.\\pipe\\latchkey-${name}`
  try {
    return await listen(pipe)
  } catch {
    throw inUse(dir, await holderAt(pipe))
  }
}

/** Replacing a socket is not atomic, but a hard link to it can be created only once. */
async function lockBySocket(dir: string): Promise<net.Server> {
  const short = shortPath(dir)
  try {
    return await lockIn(short.path, dir)
  } finally {
    short.release()
  }
}

async function lockIn(folder: string, dir: string): Promise<net.Server> {
  const lock = path.join(folder, 'lock')
  const own = path.join(folder, `lock.${randomBytes(4).toString('hex')}`)
  const server = await listen(own)
  const { ino } = fs.statSync(own)
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!tryLink(own, lock)) {
        const holder = await holderAt(lock)
        if (holder) throw inUse(dir, holder)
        fs.rmSync(lock, { force: true })
        continue
      }
      // Two processes may both have removed a stale lock; the one that linked last holds it.
      await sleep(SETTLE_MS)
      if (fs.statSync(lock, { throwIfNoEntry: false })?.ino === ino) return server
    }
    throw inUse(dir, UNKNOWN)
  } catch (error) {
    server.close()
    throw error
  } finally {
    fs.rmSync(own, { force: true })
  }
}

const UNKNOWN = '?'

function inUse(dir: string, holder: string | null) {
  const who = holder && holder !== UNKNOWN ? `another process (pid ${holder})` : 'another process'
  return new DatabaseUnavailable(
    `The embedded database in ${dir} is in use by ${who}; stop it first, or set DATA_DIR or DATABASE_URL.`,
  )
}

function tryLink(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function listen(at: string): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((connection) => connection.on('error', () => {}).end(String(process.pid)))
    server.once('error', reject)
    server.listen(at, () => resolve(server.unref()))
  })
}

/** Returns the holder's process id, or null if there is no listener. An unresponsive listener counts as a holder. */
function holderAt(at: string): Promise<string | null> {
  return new Promise((resolve) => {
    const connection = net.connect(at)
    let answer = ''
    connection.setTimeout(RESPONSE_TIMEOUT_MS, () => {
      connection.destroy()
      resolve(UNKNOWN)
    })
    connection.on('data', (data) => {
      answer += data
    })
    connection.on('end', () => resolve(answer || UNKNOWN))
    connection.on('error', (error: NodeJS.ErrnoException) => {
      resolve(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(error.code ?? '') ? null : UNKNOWN)
    })
  })
}

/** Socket paths have at most 104 bytes on macOS and 108 on Linux, which truncates longer ones. */
const LONGEST_FOLDER = 104 - '/lock.00000000'.length - 1

function shortPath(dir: string): { path: string; release(): void } {
  const usual = [dir, path.relative(process.cwd(), dir) || '.'].find((one) => Buffer.byteLength(one) <= LONGEST_FOLDER)
  if (usual) return { path: usual, release: () => undefined }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-'))
  const link = path.join(folder, 'd')
  fs.symlinkSync(path.resolve(dir), link)
  return { path: link, release: () => fs.rmSync(folder, { recursive: true, force: true }) }
}
