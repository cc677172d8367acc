import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { buildVersion, markUsed, removeUnused } from './build-version.mjs'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-builds-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
afterEach(() => void vi.unstubAllEnvs())

describe('build version', () => {
  test('the build version is deterministic, so that separately built servers accept each other’s forms', () => {
    const here = buildVersion()
    expect(here).toEqual(buildVersion())
    expect(here.dir).toBe(`.next-${here.id}`)
    // AES needs 32 bytes.
    expect(Buffer.from(here.key, 'base64')).toHaveLength(32)
  })

  test('the build version depends on the mode and the key', () => {
    const { id } = buildVersion()
    vi.stubEnv('MODE', 'live')
    const live = buildVersion()
    vi.stubEnv('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY', Buffer.alloc(32, 1).toString('base64'))
    expect(new Set([id, live.id, buildVersion().id]).size).toBe(3)
  })
})

test('removes only builds of other versions that no running process uses', async () => {
  const build = (id: string, ...users: number[]) => {
    const name = `.next-${id}`
    fs.mkdirSync(path.join(folder, name))
    fs.writeFileSync(path.join(folder, `${name}.json`), '{}')
    for (const pid of users) fs.writeFileSync(path.join(folder, name, `used-by-${pid}`), '')
    return name
  }
  const ended = spawn(process.execPath, ['-e', ''])
  await once(ended, 'exit')
  const current = build('aaaaaaaaaaaa')
  const used = build('bbbbbbbbbbbb', Number(ended.pid))
  markUsed(path.join(folder, used))
  build('cccccccccccc', Number(ended.pid))
  build('dddddddddddd')
  fs.mkdirSync(path.join(folder, '.next-bench'))
  fs.mkdirSync(path.join(folder, '.next'))
  removeUnused(current, folder)
  const remaining = ['.next', `${current}`, `${current}.json`, `${used}`, `${used}.json`, '.next-bench']
  expect(fs.readdirSync(folder).sort()).toEqual(remaining.sort())
})
