import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { expect, test } from 'vitest'
import { EXCEPTIONS, OLD_EVENTS, OLD_FILES, OLD_IDENTIFIERS, OLD_PHRASES, OLD_STORED_NAMES } from './old-names'

const tracked = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => /\.(tsx?|mjs|css|json|md|prisma|sql|example)$/.test(file) && fs.existsSync(file))

const isException = (file: string, name: string) =>
  EXCEPTIONS.some(
    (one) =>
      (one.file.endsWith('/') ? file.startsWith(one.file) : file === one.file) && (one.names?.includes(name) ?? true),
  )

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '\\s+')

/** Returns every place of an old name in the tracked files, with the name to use. Import paths count as file names. */
function placesOf(names: Record<string, string>, flags = 'g'): string[] {
  const any = new RegExp(`(?<![\\w$/-])(?:${Object.keys(names).map(escaped).join('|')})(?![\\w$/-]|\\.tsx?\\b)`, flags)
  return tracked.flatMap((file) =>
    [...fs.readFileSync(file, 'utf8').matchAll(any)]
      .map(([name]) => name.replace(/\s+/g, ' '))
      .filter((name) => !isException(file, name))
      .map((name) => `${file}: ${name}, now ${names[name] ?? names[name.toLowerCase()]}`),
  )
}

test('no tracked file has an identifier that was renamed', () => {
  expect(tracked.length).toBeGreaterThan(500)
  expect(placesOf(OLD_IDENTIFIERS)).toEqual([])
})

test('no tracked file has a log or audit event that was renamed', () => {
  expect(placesOf(OLD_EVENTS)).toEqual([])
})

test('no tracked file has a term that was replaced', () => {
  expect(placesOf(OLD_PHRASES, 'gi')).toEqual([])
})

test('no tracked file has a table, column or rate limit that was renamed', () => {
  expect(placesOf(OLD_STORED_NAMES)).toEqual([])
})

test('no tracked file has a name that was replaced, nor mentions one', () => {
  expect(tracked.filter((file) => file in OLD_FILES)).toEqual([])
  const mentions = Object.fromEntries(
    Object.entries(OLD_FILES).flatMap(([from, to]) => [
      [from, to],
      [`@/${from.replace(/\.tsx?$/, '')}`, to],
    ]),
  )
  expect(placesOf(mentions)).toEqual([])
})
