import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { slowest, totals } from './test-totals.mjs'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-totals-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

function report(name: string, content: object) {
  const file = path.join(folder, name)
  fs.writeFileSync(file, JSON.stringify(content))
  return file
}

it('adds up unit and browser tests', () => {
  const unit = report('unit.json', { numPassedTests: 40, numFailedTests: 1 })
  const browser = report('browser.json', { stats: { expected: 8, flaky: 1, unexpected: 2 } })
  expect(totals(unit, browser)).toBe('49 passed, 3 failed')
})

it('counts a missing report as zero tests', () => {
  expect(totals(path.join(folder, 'missing.json'), path.join(folder, 'missing.json'))).toBe('0 passed, 0 failed')
})

it('the slowest tests of both reports are listed by seconds, with their files and the titles of their groups', () => {
  const unit = report('unit.json', {
    testResults: [
      {
        name: path.resolve('lib/a.test.ts'),
        assertionResults: [
          { fullName: 'a group holds', duration: 1_530 },
          { fullName: 'is skipped', duration: undefined },
        ],
      },
    ],
  })
  const spec = (title: string, ...ms: number[]) => ({
    title,
    tests: [{ results: ms.map((duration) => ({ duration })) }],
  })
  const browser = report('browser.json', {
    config: { rootDir: path.resolve('e2e') },
    suites: [
      {
        file: 'b.spec.ts',
        specs: [spec('is quick', 20), spec('is tried twice', 100, 61_000)],
        suites: [{ title: 'without JavaScript', specs: [spec('works', 2_000)] }],
      },
    ],
  })
  expect(slowest(unit, browser, 3).split('\n')).toEqual([
    '   61.0 s  e2e/b.spec.ts  is tried twice',
    '    2.0 s  e2e/b.spec.ts  without JavaScript works',
    '    1.5 s  lib/a.test.ts  a group holds',
  ])
})

it('a run that never came to its report lists no slowest test', () => {
  expect(slowest(path.join(folder, 'missing.json'), path.join(folder, 'missing.json'))).toBe('')
})
