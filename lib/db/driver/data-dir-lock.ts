import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseUnavailable } from './errors'

const ATTEMPTS = 50
const SETTLE_MS = 30
const ANSWER_MS = 2_000

/**
 * Lets one process at a time into the embedded database: two would lose each other's rows without any error. The lock
 * is a listening socket inside the folder, so the kernel lets go of it however the process ends: no time-outs and no
 * stale process ids. Returns how to release it.
 */
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

/** A socket can't be bound in place of another atomically, but a hard link to it can be made only once. */
async function lockBySocket(dir: string): Promise<net.Server> {
  const near = nearPath(dir)
  try {
    return await lockIn(near.path, dir)
  } finally {
    near.release()
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
      // Two starters may both have cleared a dead lock; the one that linked last holds it.
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

/** The process id of whoever listens there, or null when nobody does. Somebody too busy to answer is a holder too. */
function holderAt(at: string): Promise<string | null> {
  return new Promise((resolve) => {
    const connection = net.connect(at)
    let answer = ''
    connection.setTimeout(ANSWER_MS, () => {
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

/** A socket's path has at most 104 bytes on macOS and 108 on Linux; a longer one fails or, on Linux, is cut off. */
const LONGEST_FOLDER = 104 - '/lock.00000000'.length - 1

/** A path to the folder that is short enough for a socket in it: a symbolic link if need be, until `release`. */
function nearPath(dir: string): { path: string; release(): void } {
  const usual = [dir, path.relative(process.cwd(), dir) || '.'].find((one) => Buffer.byteLength(one) <= LONGEST_FOLDER)
  if (usual) return { path: usual, release: () => undefined }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-'))
  const link = path.join(folder, 'd')
  fs.symlinkSync(path.resolve(dir), link)
  return { path: link, release: () => fs.rmSync(folder, { recursive: true, force: true }) }
}
