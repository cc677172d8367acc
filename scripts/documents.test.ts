import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { deadReferences, type Project, proseOf, rulesIn } from './documents'

const tracked = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && fs.existsSync(file))

const documents = new Map(
  tracked.filter((file) => file.endsWith('.md')).map((file) => [file, fs.readFileSync(file, 'utf8')]),
)

const project: Project = { files: new Set(tracked), rules: rulesIn(documents.get('ARCHITECTURE.md') ?? ''), documents }

const read = tracked.filter((file) => /\.(tsx?|mjs|css|prisma|md|example)$/.test(file))

test('ARCHITECTURE.md defines the rules R1 to R13', () => {
  expect([...project.rules]).toEqual(Array.from({ length: 13 }, (_, index) => `R${index + 1}`))
})

test('every rule, path and link that a document or a comment refers to exists', () => {
  expect(read.length).toBeGreaterThan(500)
  const dead = read.flatMap((file) =>
    deadReferences(file, fs.readFileSync(file, 'utf8'), project).map((reference) => `${file}: ${reference}`),
  )
  expect(dead).toEqual([])
})

describe('the search for dead references', () => {
  const small: Project = {
    files: new Set(['lib/a/b.ts', 'lib/a/c.ts', 'app/x/[id]/page.tsx', 'docs/one.md', 'README.md', 'server.ts']),
    rules: new Set(['R1', 'R2']),
    documents: new Map([['README.md', '# One\n\n## Run it, `now`']]),
  }

  test.each([
    ['docs/two.md', 'Codes are never stored (R3).', ['R3']],
    ['docs/two.md', 'Two rules (R1, R99).', ['R99']],
    ['lib/a/b.ts', '/** Counts first (R4). */', ['R4']],
    ['lib/a/b.ts', 'const one = 1 // after (R5)', ['R5']],
    ['prisma/schema.prisma', '  /// Never stored (R6).', ['R6']],
    ['docs/two.md', 'See `lib/a/d.ts`.', ['lib/a/d.ts']],
    ['docs/two.md', 'See `lib/z/`.', ['lib/z/']],
    ['docs/two.md', 'Run `node scripts/gone.mjs`.', ['scripts/gone.mjs']],
    ['docs/two.md', 'npx vitest run lib/a/d.test.ts', ['lib/a/d.test.ts']],
    ['docs/two.md', 'Both `lib/a/{b,d}.ts`.', ['lib/a/{b,d}.ts']],
    ['docs/two.md', 'Any `lib/<part>/d.ts`, any `lib/**/*.spec.ts`.', ['lib/<part>/d.ts', 'lib/**/*.spec.ts']],
    ['docs/two.md', 'The page `app/x/[name]/page.tsx`.', ['app/x/[name]/page.tsx']],
    ['lib/a/b.ts', ' * As in lib/a/d.ts.', ['lib/a/d.ts']],
    ['docs/two.md', '[more](three.md) and [less](../lib/z/README.md)', ['three.md', '../lib/z/README.md']],
    ['docs/two.md', '[more](../README.md#stop-it)', ['../README.md#stop-it']],
  ])('finds in %s: %s', (file, text, dead) => {
    expect(deadReferences(file, text, small)).toEqual(dead)
  })

  test.each([
    ['docs/two.md', 'A rule (R1), both (R1, R2), and (RFC 6177).'],
    ['docs/two.md', '`lib/a/b.ts`, `lib/a/`, `lib/a`, `lib/a/b`, `lib/a/b.ts:12:3`, `lib/`'],
    ['docs/two.md', '`app/x/[id]/page.tsx`, `lib/<part>/b.ts`, `lib/**`, `lib/a/*.ts`, `lib/a/{b,c}.ts`'],
    [
      'docs/two.md',
      'Generated: `lib/db/generated/client`. Elsewhere: `node_modules/lib/x.ts`, https://a.example/lib/x.ts.',
    ],
    ['docs/two.md', '[one](one.md), [readme](../README.md#run-it-now), [web](https://example.com)'],
    ['lib/a/b.ts', "const gone = 'lib/a/d.ts', rule = '(R9)'"],
  ])('finds nothing in %s: %s', (file, text) => {
    expect(deadReferences(file, text, small)).toEqual([])
  })

  test('reads comments at the end of a line and in JSX, and no URL in a string as one', () => {
    expect(proseOf('a.ts', "const url = 'https://a.example' // why")).toBe('// why')
    expect(proseOf('a.tsx', '  {/* why */}')).toContain('why')
    expect(proseOf('a.ts', "const url = 'https://a.example'")).toBe('')
  })
})
