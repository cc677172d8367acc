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

/** Returns the occurrences of old names in tracked files, with their replacements. Import paths count as file names. */
function occurrencesOf(names: Record<string, string>, flags = 'g'): string[] {
  const any = new RegExp(`(?<![\\w$/-])(?:${Object.keys(names).map(escaped).join('|')})(?![\\w$/-]|\\.tsx?\\b)`, flags)
  return tracked.flatMap((file) =>
    [...fs.readFileSync(file, 'utf8').matchAll(any)]
      .map(([name]) => name.replace(/\s+/g, ' '))
      .filter((name) => !isException(file, name))
      .map((name) => `${file}: ${name}, now ${names[name] ?? names[name.toLowerCase()]}`),
  )
}

test('no tracked file contains a renamed identifier', () => {
  expect(tracked.length).toBeGreaterThan(500)
  expect(occurrencesOf(OLD_IDENTIFIERS)).toEqual([])
})

test('no tracked file contains a renamed log or audit event', () => {
  expect(occurrencesOf(OLD_EVENTS)).toEqual([])
})

test('no tracked file contains a replaced term', () => {
  expect(occurrencesOf(OLD_PHRASES, 'gi')).toEqual([])
})

test('no tracked file contains a renamed table, column or rate limit', () => {
  expect(occurrencesOf(OLD_STORED_NAMES)).toEqual([])
})

test('no tracked file has or mentions a replaced file name', () => {
  expect(tracked.filter((file) => file in OLD_FILES)).toEqual([])
  const mentions = Object.fromEntries(
    Object.entries(OLD_FILES).flatMap(([from, to]) => [
      [from, to],
      [`@/${from.replace(/\.tsx?$/, '')}`, to],
    ]),
  )
  expect(occurrencesOf(mentions)).toEqual([])
})
