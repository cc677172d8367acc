import { runNode, step } from './exec.mjs'

const BIN = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  next: 'node_modules/next/dist/bin/next',
  playwright: 'node_modules/@playwright/test/cli.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
}

export const lint = () =>
  step(
    'checking versions, format and lint',
    async () =>
      (await runNode('scripts/version-gate.mjs')) ||
      runNode(BIN.biome, ['ci', '--error-on-warnings', ...(process.stdout.isTTY ? [] : ['--colors=off'])]),
  )

export const types = () =>
  step('checking types', async () => (await runNode(BIN.next, ['typegen'])) || runNode(BIN.tsc, ['--noEmit']))

/** Unit and integration tests; the latter on a real PostgreSQL as well when its address is given. */
export const unitTests = ({ postgresUrl, report } = {}) =>
  step('unit and integration tests', () =>
    runNode(
      BIN.vitest,
      ['run', ...(report ? ['--reporter=default', '--reporter=json', `--outputFile=${report}`] : [])],
      {
        env: { ...process.env, TEST_DATABASE_URL: postgresUrl ?? process.env.TEST_DATABASE_URL ?? '' },
      },
    ),
  )

export const browserTests = ({ chromium, report }) =>
  step('browser tests', () =>
    runNode(BIN.playwright, ['test', '--reporter=list,json'], {
      env: { ...process.env, CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
  )
