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
const MESSAGE = 'Packages are missing or out of date; run `npm ci` first.\n'

/** Returns the stderr of a command that requires packages, in a folder with these packages. */
function errorOutput(installed: object | undefined) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bootstrap-'))
  fs.writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: LOCKED }))
  fs.mkdirSync(path.join(folder, 'node_modules'))
  if (installed) {
    fs.writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  const script = `import(${JSON.stringify(path.resolve('scripts/bootstrap.mjs'))}).then((m) => m.runOrExit(m.requirePackages))`
  const { stderr } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' })
  fs.rmSync(folder, { recursive: true })
  return stderr
}

test.each([
  ['nothing is installed', undefined, MESSAGE],
  ['a package is missing', {}, MESSAGE],
  ['a package has another version', { 'node_modules/needed': { version: '1.0.0' } }, MESSAGE],
  ['only packages for tests and other platforms are missing', { 'node_modules/needed': { version: '2.0.0' } }, ''],
])(
  'a command that does not install packages requires npm ci if packages are missing or outdated: %s',
  (_when, installed, expected) => {
    expect(errorOutput(installed)).toBe(expected)
  },
)
