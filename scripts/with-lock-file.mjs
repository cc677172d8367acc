import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const EVERY_MS = 200
const SETTLE_MS = 50

/** Runs `work` while holding a lock file with this process id; waits for a live holder, takes over a stale lock. */
export async function withLockFile(lock, work, onWait = () => {}) {
  let waiting = false
  while (!(await tryLock(lock))) {
    if (!waiting) onWait(holderOf(lock))
    waiting = true
    await sleep(EVERY_MS)
  }
  try {
    return await work()
  } finally {
    fs.rmSync(lock, { force: true })
  }
}

async function tryLock(lock) {
  if (create(lock)) return true
  const holder = holderOf(lock)
  if (holder === undefined || isAlive(holder)) return false
  fs.rmSync(lock, { force: true })
  if (!create(lock)) return false
  // Race condition: two processes may both remove a stale lock; the one whose file remains holds it.
  await sleep(SETTLE_MS)
  return holderOf(lock) === process.pid
}

function create(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Returns the process id in the lock; undefined while it is being written and after its removal. */
function holderOf(lock) {
  try {
    return Number(fs.readFileSync(lock, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
