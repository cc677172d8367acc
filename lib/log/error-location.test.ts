import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { errorLocation } from './error-location'

const top = process.cwd()
const inside = (file: string) => path.join(top, file)

const withStack = (frames: string[], message = 'broken') =>
  Object.assign(new Error(message), {
    stack: [`Error: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join('\n'),
  })

const NEXT = `handle (${inside('node_modules/next/package.json')}:9:8)`

test.each<[string, string[], string | undefined]>([
  ['our own code below the framework', [NEXT, `serve (${inside('server.ts')}:3:4)`], 'server.ts:3:4'],
  ['an anonymous function', [NEXT, `${inside('lib/log/log.ts')}:3:4`], 'lib/log/log.ts:3:4'],
  ['an asynchronous function', [NEXT, `async check (${inside('lib/log/log.ts')}:3:4)`], 'lib/log/log.ts:3:4'],
  ['a method under another name', [NEXT, `Object.a [as b] (${inside('lib/log/log.ts')}:3:4)`], 'lib/log/log.ts:3:4'],
  ['a file URL', [NEXT, `async ${pathToFileURL(inside('lib/log/log.ts'))}:3:4`], 'lib/log/log.ts:3:4'],
  [
    'a page in a folder with brackets',
    [`Page (${inside('app/(auth)/sign-up/page.tsx')}:3:4)`],
    'app/(auth)/sign-up/page.tsx:3:4',
  ],
  [
    'a path rewritten by a source map',
    [`Page (${inside('.next/server')}/../../lib/log/log.ts:3:4)`],
    'lib/log/log.ts:3:4',
  ],
  ['a package if no frame is in our own code', [NEXT], 'node_modules/next/package.json:9:8'],
  ['undefined if all frames are in Node', ['node:internal/process:1:2', 'x (native)'], undefined],
  ['undefined for a missing file', [`quokka (${inside('lib/quokka.ts')}:1:2)`], undefined],
  [
    'undefined for a file outside the project',
    ['x (/etc/passwd:1:2)', `x (${top}/../../../etc/passwd:1:2)`],
    undefined,
  ],
  ['undefined for malformed frames', ['x (file://%00:1:2)', 'x (:1:2)', 'x (lib/log/log.ts)', ''], undefined],
])('locates an error in %s', (_what, frames, place) => {
  expect(errorLocation(withStack(frames))).toBe(place)
})

test('never takes a line of the message for the location of an error', () => {
  const message = `broken\n    at quokka (${inside('lib/log/log.ts')}:1:1)`
  expect(errorLocation(withStack([`serve (${inside('server.ts')}:3:4)`], message))).toBe('server.ts:3:4')
  expect(errorLocation(withStack([], message))).toBeUndefined()
})

test('locates an error without a message, and returns undefined without a stack', () => {
  expect(errorLocation(Object.assign(new Error('x'), { stack: undefined }))).toBeUndefined()
  expect(errorLocation(new Error(''))).toMatch(/^lib\/log\/error-location\.test\.ts:\d+:\d+$/)
})

describe('stacks that Next.js leaves unmapped', () => {
  const { prepareStackTrace } = Error
  const folders: string[] = []
  afterEach(() => {
    Error.prepareStackTrace = prepareStackTrace
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true })
  })

  /** Returns an error from a bundle whose source map maps its first line to line 3 of `source`. */
  function errorOfBundle(folder: string, source: string): Error {
    const map = { version: 3, sources: [String(pathToFileURL(source))], names: [], mappings: 'AAEA' }
    const own = fs.mkdtempSync(path.join(folder, 'latchkey-bundle-'))
    folders.push(own)
    const bundle = path.join(own, 'bundle.cjs')
    const inline = Buffer.from(JSON.stringify(map)).toString('base64')
    const code = `module.exports = () => new Error('x')\n//# sourceMappingURL=data:application/json;base64,${inline}\n`
    fs.writeFileSync(bundle, code)
    process.setSourceMapsEnabled(true)
    const failing: () => Error = createRequire(import.meta.url)(bundle)
    Error.prepareStackTrace = (error, frames) =>
      [String(error), ...frames.slice(0, 1).map((frame) => `    at ${frame}`)].join('\n')
    const error = failing()
    void error.stack
    return error
  }

  test('locates an error in the source by the source map of the bundle', () => {
    expect(errorLocation(errorOfBundle(os.tmpdir(), inside('lib/log/log.ts')))).toBe('lib/log/log.ts:3:1')
  })

  test('locates an error in the bundle if its source is missing', () => {
    const folder = inside('node_modules/.cache')
    fs.mkdirSync(folder, { recursive: true })
    const place = errorLocation(errorOfBundle(folder, inside('lib/quokka.ts')))
    expect(place).toMatch(/^node_modules\/\.cache\/latchkey-bundle-\w+\/bundle\.cjs:1:\d+$/)
  })
})

describe('compiled files', () => {
  const folder = fs.mkdtempSync(inside('.next-test-'))
  afterAll(() => fs.rmSync(folder, { recursive: true }))

  /** Returns an error in the first line of a compiled file, which its source map maps to line 3 of `source`. */
  function errorIn(name: string, source: string): Error {
    const file = path.join(folder, name)
    const map = { version: 3, sources: [path.relative(folder, inside(source))], names: [], mappings: 'AAEA' }
    fs.writeFileSync(file, '')
    fs.writeFileSync(`${file}.map`, JSON.stringify(map))
    return withStack([`async serve (${pathToFileURL(file)}:1:1)`])
  }

  test('an error in a compiled file is located in the source by the source map beside the file', () => {
    expect(errorLocation(errorIn('one.mjs', 'server.ts'))).toBe('server.ts:3:1')
  })

  test('an error in a compiled file is located in the compiled file if its source is missing', () => {
    expect(errorLocation(errorIn('two.mjs', 'lib/quokka.ts'))).toBe(`${path.basename(folder)}/two.mjs:1:1`)
  })

  test('a source map is read once per place, since errors repeat', () => {
    const error = errorIn('three.mjs', 'server.ts')
    const read = vi.spyOn(fs, 'readFileSync')
    for (let n = 0; n < 3; n++) expect(errorLocation(error)).toBe('server.ts:3:1')
    expect(read).toHaveBeenCalledTimes(1)
    read.mockRestore()
  })
})
