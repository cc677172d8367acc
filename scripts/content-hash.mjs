import { createHash } from 'node:crypto'
import fs from 'node:fs'

const NOT_INPUTS = /^(fixtures|generated|node_modules|testing|.*\.test\.tsx?)$/

/** Returns a hash of the contents of files and folders, independent of the machine and of file times. */
export function contentHash(...roots) {
  const hash = createHash('sha256')
  for (const root of roots) {
    for (const file of filesIn(root)) hash.update(`${file}\0`).update(fs.readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function* filesIn(at) {
  const found = fs.statSync(at, { throwIfNoEntry: false })
  if (found?.isFile()) yield at
  if (!found?.isDirectory()) return
  for (const entry of fs.readdirSync(at).sort()) if (!NOT_INPUTS.test(entry)) yield* filesIn(`${at}/${entry}`)
}
