import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

const LOCKED = {
  '': { version: '0.1.0' },
  'node_modules/needed': { version: '2.0.0' },
  'node_modules/for-tests': { version: '1.0.0', dev: true },
  'node_modules/for-another-platform': { version: '1.0.0', optional: true },
}
const SENTENCE = 'Packages are missing or out of date; run `npm ci` first.\n'

/** What a command that expects packages writes to stderr in a folder where these are installed. */
function complaint(installed: object | undefined) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bootstrap-'))
  fs.writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: LOCKED }))
  fs.mkdirSync(path.join(folder, 'node_modules'))
  if (installed) {
    fs.writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  const script = `import(${JSON.stringify(path.resolve('scripts/bootstrap.mjs'))}).then((m) => m.orLeave(m.requirePackages))`
  const { stderr } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' })
  fs.rmSync(folder, { recursive: true })
  return stderr
}

test.each([
  ['nothing is installed', undefined, SENTENCE],
  ['a package is missing', {}, SENTENCE],
  ['a package has another version', { 'node_modules/needed': { version: '1.0.0' } }, SENTENCE],
  ['packages for tests and other platforms alone are missing', { 'node_modules/needed': { version: '2.0.0' } }, ''],
])('a command that does not install packages asks for npm ci if needed: %s', (_when, installed, expected) => {
  expect(complaint(installed)).toBe(expected)
})
