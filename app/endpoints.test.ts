import fs from 'node:fs'
import { expect, test } from 'vitest'
import { GUARDED, UNGUARDED } from '@/scripts/testing/endpoints'

const IS_ENDPOINT = /(^|\/)(actions|route(\.demo)?)\.tsx?$/
const IS_ACTION = /^\s*['"]use server['"]/m

/** Every name that a file exports: by a declaration, or by a list. */
function exportsOf(source: string): string[] {
  const declared = [...source.matchAll(/^export (?:async )?(?:const|let|function) (\w+)/gm)].map(
    ([, name = '']) => name,
  )
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','))
  return [
    ...declared,
    ...listed.map(
      (one) =>
        one
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    ),
  ].filter(Boolean)
}

const sources = fs
  .readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file: `app/${file}`, source: fs.readFileSync(`app/${file}`, 'utf8') }))

test('every server action and every handler of a route is known to be guarded, or why it needs no guard', () => {
  const found = sources
    .filter(({ file, source }) => IS_ENDPOINT.test(file) || IS_ACTION.test(source))
    .flatMap(({ file, source }) => exportsOf(source).map((name) => `${file} ${name}`))
    .filter((name) => !name.endsWith(' dynamic'))
  expect(found.toSorted()).toEqual([...GUARDED, ...Object.keys(UNGUARDED)].toSorted())
})
