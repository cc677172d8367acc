import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addCompileHints } from './compile-hints.mjs'

test('marks the scripts of every page once, and no others', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-hints-'))
  onTestFinished(() => fs.rmSync(dir, { recursive: true }))
  const read = (name: string) => fs.readFileSync(path.join(dir, name), 'utf8')
  fs.writeFileSync(path.join(dir, 'build-manifest.json'), JSON.stringify({ rootMainFiles: ['root.js'] }))
  for (const name of ['root.js', 'page.js']) fs.writeFileSync(path.join(dir, name), 'code()')
  addCompileHints(dir)
  addCompileHints(dir)
  expect(read('root.js')).toBe('//# allFunctionsCalledOnLoad\ncode()')
  expect(read('page.js')).toBe('code()')
})
