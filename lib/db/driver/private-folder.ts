import fs from 'node:fs'
import { DatabaseUnavailable } from './errors'

const OWNER_ONLY = 0o700

/** Creates the data folder, which holds secrets and phone numbers, with access for its owner only. */
export function makePrivateFolder(dir: string): void {
  try {
    fs.mkdirSync(dir, { recursive: true, mode: OWNER_ONLY })
    fs.chmodSync(dir, OWNER_ONLY)
    fs.accessSync(dir, fs.constants.W_OK | fs.constants.X_OK)
  } catch {
    throw new DatabaseUnavailable(`The data folder ${dir} can't be written; make it writable or set DATA_DIR.`)
  }
}
