import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-lock-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Starts a process that writes `begin` and `end` to a journal under the lock, with a pause between them. */
function contender(lock: string, journal: string, work = `await new Promise((done) => setTimeout(done, 100))`) {
  const script = `import { appendFileSync } from 'node:fs'
    import { withLockFile } from './scripts/with-lock-file.mjs'
    await withLockFile(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(journal)}, 'begin ')
      ${work}
      appendFileSync(${JSON.stringify(journal)}, 'end ')
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
  children.push(child)
  return child
}

const contentOf = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '')

test('processes that prepare the same folder run one after the other', async () => {
  const [lock, journal] = [path.join(folder, 'a.lock'), path.join(folder, 'a')]
  const all = Array.from({ length: 4 }, () => contender(lock, journal))
  const codes = await Promise.all(all.map(async (child) => (await once(child, 'exit'))[0]))
  expect(codes).toEqual([0, 0, 0, 0])
  expect(contentOf(journal)).toBe('begin end '.repeat(4))
  expect(fs.existsSync(lock)).toBe(false)
})

test('the lock of a killed process is taken over', async () => {
  const [lock, journal] = [path.join(folder, 'b.lock'), path.join(folder, 'b')]
  const holder = contender(lock, journal, 'await new Promise(() => setInterval(() => {}, 1e6))')
  await expect.poll(() => contentOf(journal)).toBe('begin ')
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const next = [contender(lock, journal), contender(lock, journal)]
  await Promise.all(next.map((child) => once(child, 'exit')))
  expect(contentOf(journal)).toBe('begin begin end begin end ')
})
