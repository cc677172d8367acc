import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadDemoSecrets } from './demo-secrets'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-secrets-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const DATA_DIR = path.join(folder, 'data')
const permissions = (file: string) => fs.statSync(file).mode & 0o777
const environment = (given: Record<string, string> = {}) =>
  ({ NODE_ENV: 'test', DATA_DIR, ...given }) as NodeJS.ProcessEnv

describe('the secrets of the demo', () => {
  it('generates secrets once, readable by their owner only', () => {
    const [first, second] = [environment(), environment()]
    loadDemoSecrets(first)
    loadDemoSecrets(second)
    expect(first.AUTH_SECRET).toMatch(/^[\w-]{43}$/)
    expect(Buffer.from(first.CODE_KEYS?.replace('k1:', '') ?? '', 'base64')).toHaveLength(32)
    expect(second).toEqual(first)
    expect(permissions(DATA_DIR)).toBe(0o700)
    expect(permissions(path.join(DATA_DIR, 'secrets.json'))).toBe(0o600)
  })

  it('keeps configured secrets', () => {
    const configured = environment({ AUTH_SECRET: 'mine' })
    loadDemoSecrets(configured)
    expect(configured.AUTH_SECRET).toBe('mine')
  })

  it('neither generates nor reads secrets in live mode', () => {
    const live = environment({ MODE: 'live', DATA_DIR: path.join(folder, 'live') })
    loadDemoSecrets(live)
    expect(live.AUTH_SECRET).toBeUndefined()
    expect(fs.existsSync(path.join(folder, 'live'))).toBe(false)
  })
})
