import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { totals } from './test-totals.mjs'

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
