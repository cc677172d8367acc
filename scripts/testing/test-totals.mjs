import fs from 'node:fs'

/** Returns the total counts of vitest's and Playwright's reports. A missing report counts as zero tests. */
export function totals(vitestReport, playwrightReport) {
  const vitest = read(vitestReport)
  const { expected = 0, flaky = 0, unexpected = 0 } = read(playwrightReport).stats ?? {}
  const passed = (vitest.numPassedTests ?? 0) + expected + flaky
  const failed = (vitest.numFailedTests ?? 0) + unexpected
  return `${passed} passed, ${failed} failed`
}

const read = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {})
