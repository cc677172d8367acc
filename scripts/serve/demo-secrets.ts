import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { makePrivateFolder } from '@/lib/db/driver/private-folder'

const SECRET_BYTES = 32
const OWNER_ONLY = 0o600

type Secrets = { AUTH_SECRET: string; CODE_KEYS: string }

/** Fills in unset secrets for the demo. They are generated once and kept in the data folder. */
export function loadDemoSecrets(environment: NodeJS.ProcessEnv): void {
  if (environment.MODE === 'live' || (environment.AUTH_SECRET && environment.CODE_KEYS)) return
  const secrets = storedSecrets(environment.DATA_DIR || '.data')
  environment.AUTH_SECRET ||= secrets.AUTH_SECRET
  environment.CODE_KEYS ||= secrets.CODE_KEYS
}

function storedSecrets(dataDir: string): Secrets {
  makePrivateFolder(dataDir)
  const file = path.join(dataDir, 'secrets.json')
  try {
    // The exclusive flag makes one of two concurrent starts generate the secrets for both.
    fs.writeFileSync(file, JSON.stringify(newSecrets(), null, 2), { flag: 'wx', mode: OWNER_ONLY })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Secrets
}

const newSecrets = (): Secrets => ({
  AUTH_SECRET: randomBytes(SECRET_BYTES).toString('base64url'),
  CODE_KEYS: `k1:${randomBytes(SECRET_BYTES).toString('base64')}`,
})
