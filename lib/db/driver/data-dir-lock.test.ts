import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { lockDataDir } from './data-dir-lock'

const children: ChildProcess[] = []
const folders: string[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

function newFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-lock-'))
  folders.push(folder)
  return folder
}

/** Starts another process that tries to acquire the lock and holds it until it ends. */
async function contender(folder: string) {
  const script = `import('./scripts/tsx.mjs')
    .then(({ load }) => load('../lib/db/driver/data-dir-lock.ts'))
    .then(({ lockDataDir }) => lockDataDir(${JSON.stringify(folder)}))
    .then(() => { console.log('holds'); setInterval(() => {}, 1e6) }, (error) => console.log(error.message))`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [said] = await once(child.stdout, 'data')
  return { child, said: String(said).trim() }
}

describe('data folder lock', () => {
  it("rejects a second process with the holder's process id", async () => {
    const folder = newFolder()
    const { child, said } = await contender(folder)
    expect(said).toBe('holds')
    await expect(lockDataDir(folder)).rejects.toThrow(`is in use by another process (pid ${child.pid})`)
  })

  it('is released immediately when the holder is killed', async () => {
    const folder = newFolder()
    const { child } = await contender(folder)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const unlock = await lockDataDir(folder)
    unlock()
  })

  it('is acquired by exactly one of several processes that find a stale lock', async () => {
    const folder = newFolder()
    const { child } = await contender(folder)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const all = await Promise.all(Array.from({ length: 5 }, () => contender(folder)))
    expect(all.filter(({ said }) => said === 'holds')).toHaveLength(1)
  })

  it.each([95, 96, 104, 110, 200])('locks a folder with a path of %i bytes', async (bytes) => {
    const top = newFolder()
    const folder = path.join(top, 'é'.repeat(40), 'x'.repeat(Math.max(1, bytes - top.length - 82)))
    fs.mkdirSync(folder, { recursive: true })
    const { child, said } = await contender(folder)
    expect(said).toBe('holds')
    await expect(lockDataDir(folder)).rejects.toThrow(`is in use by another process (pid ${child.pid})`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const unlock = await lockDataDir(folder)
    unlock()
    expect(fs.readdirSync(folder)).toEqual(['lock'])
  })

  it('can be acquired again after release', async () => {
    const folder = newFolder()
    const release = await lockDataDir(folder)
    release()
    const releaseAgain = await lockDataDir(folder)
    releaseAgain()
  })
})
