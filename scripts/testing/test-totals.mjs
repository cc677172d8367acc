import fs from 'node:fs'
import path from 'node:path'

/** Returns the total counts of vitest's and Playwright's reports. A missing report counts as zero tests. */
export function totals(vitestReport, playwrightReport) {
  const vitest = read(vitestReport)
  const { expected = 0, flaky = 0, unexpected = 0 } = read(playwrightReport).stats ?? {}
  const passed = (vitest.numPassedTests ?? 0) + expected + flaky
  const failed = (vitest.numFailedTests ?? 0) + unexpected
  return `${passed} passed, ${failed} failed`
}

/** Lists the slowest tests of both reports, one a line: seconds, file and title. */
export function slowest(vitestReport, playwrightReport, most = 20) {
  return [...vitestTests(read(vitestReport)), ...playwrightTests(read(playwrightReport))]
    .sort((a, b) => b.ms - a.ms)
    .slice(0, most)
    .map(({ ms, file, title }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}  ${title}`)
    .join('\n')
}

const vitestTests = ({ testResults = [] }) =>
  testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({
      ms: duration ?? 0,
      file: path.relative('', name),
      title: fullName,
    })),
  )

const playwrightTests = ({ config, suites = [] }) =>
  suites.flatMap((file) => specsIn(file).map((spec) => ({ ...spec, file: relativeFile(config, file) })))

const relativeFile = ({ rootDir }, { file }) => path.relative('', path.join(rootDir, file))

const specsIn = ({ specs = [], suites = [] }) => [
  ...specs.map(({ title, tests }) => ({ title, ms: Math.max(0, ...tests.flatMap(durations)) })),
  ...suites.flatMap((suite) =>
    specsIn(suite).map((spec) => ({ ...spec, title: `${suite.title} ${spec.title}`.trim() })),
  ),
]

const durations = ({ results }) => results.map(({ duration }) => duration)

const read = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {})
