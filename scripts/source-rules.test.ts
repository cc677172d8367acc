import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { newSessionId } from '@/lib/accounts/session-id'
import { newBrowserToken } from '@/lib/auth/browser-cookie'
import { vendorNames, vendors } from '@/lib/delivery/gateways/registry'
import { newReceiptToken } from '@/lib/delivery/outbox'
import { SETTINGS } from './testing/settings.mjs'

const FOLDERS = ['app', 'components', 'lib', 'scripts']

const sources = FOLDERS.flatMap((folder) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.tsx?$|generated/.test(file))
    .map((file) => path.join(folder, file)),
).concat('server.ts', 'vitest.config.ts')

const filesWith = (pattern: RegExp) => sources.filter((file) => pattern.test(fs.readFileSync(file, 'utf8')))

describe('all sources', () => {
  test('Math.random() is used for retry jitter only, never for secrets', () => {
    expect(sources.length).toBeGreaterThan(200)
    expect(filesWith(/\bMath\.random\b/)).toEqual(['lib/delivery/failover.ts'])
  })

  test('no query uses updateMany or deleteMany, since Prisma drops undefined conditions', () => {
    expect(filesWith(/\b(updateMany|deleteMany)\b/).filter((file) => !file.startsWith('lib/testing/'))).toEqual([])
  })
})

describe('pages', () => {
  const pages = sources.filter((file) => /^app\/(.*\/)?page(\.demo|\.live)?\.tsx$/.test(file))

  test('every page renders an error page if it throws, since Next renders a blank page without JavaScript', () => {
    expect(pages.length).toBeGreaterThan(8)
    const bare = pages.filter((file) => !/^export default withErrorPage\(\w+\)$/m.test(fs.readFileSync(file, 'utf8')))
    expect(bare).toEqual([])
  })

  test('pages load the data of their components, since errors of nested components are not caught', () => {
    const loads = /^import \{(?! type)[^}]*\} from '[@.]\/[^']*(auth\/session|load-verification|own-[\w-]+)'/m
    const components = filesWith(loads).filter((file) => /^app\/.*\.tsx$/.test(file) && !pages.includes(file))
    // The header loads the session on every page, and never throws.
    expect(components).toEqual(['app/header.tsx'])
  })

  test('no page calls notFound(), which renders a blank page without JavaScript', () => {
    expect(filesWith(/\bnotFound\b\s*(,|\}).*from 'next\/navigation'/)).toEqual([])
  })
})

describe('gateway vendors', () => {
  /** Files that name a vendor without implementing it. */
  const MENTIONS = [
    // Examples in messages.
    'lib/config/env.ts',
    'lib/config/env-sms-settings.ts',
    // The simulator `npm run kannel` and its users.
    'lib/crypto/derived-key.ts',
    'lib/demo/keys.ts',
    'scripts/kannel',
    'scripts/test.mjs',
    // Replaced file names.
    'scripts/old-names.ts',
    // Test servers and test data.
    'lib/testing/',
    'scripts/testing/',
    // The references for rate limits.
    'lib/guard/policies.ts',
    'lib/guard/spread-rules.ts',
    // Android, the operating system.
    'lib/accounts/browser-name.ts',
    'scripts/complete-lock.mjs',
  ]

  test.each(vendorNames)('a gateway vendor is only named in its folder and in the registry: %s', (name) => {
    const folder = `lib/delivery/gateways/${name}/`
    const allowed = [folder, 'lib/delivery/gateways/registry.ts', ...MENTIONS]
    const files = filesWith(new RegExp(`(?<!npm run )${name}`, 'i'))
    expect(files).toContain(`${folder}gateway.ts`)
    expect(files.filter((file) => !allowed.some((start) => file.startsWith(start)))).toEqual([])
  })

  test.each(vendorNames)('.env.example documents all settings of a gateway vendor: %s', (name) => {
    expect(SETTINGS).toEqual(expect.arrayContaining(Object.keys(vendors[name].settings.fields)))
  })
})

test('npm runs no install scripts of packages', () => {
  expect(fs.readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true')
})

describe.each([
  { what: 'session id', make: newSessionId, bytes: 32 },
  { what: 'browser token', make: newBrowserToken, bytes: 16 },
  { what: 'receipt token', make: newReceiptToken, bytes: 16 },
])('$what', ({ what, make, bytes }) => {
  test(`a ${what} is unique and has ${bytes} bytes with evenly distributed bits`, () => {
    const drawn = Array.from({ length: 2_000 }, make)
    expect(new Set(drawn).size).toBe(drawn.length)
    const ones = new Array<number>(bytes * 8).fill(0)
    for (const one of drawn) {
      const given = Buffer.from(one, 'base64url')
      expect(given).toHaveLength(bytes)
      for (const bit of ones.keys()) ones[bit] = (ones[bit] ?? 0) + (((given[bit >> 3] ?? 0) >> (bit & 7)) & 1)
    }
    // Almost nine standard deviations, so a failure by chance is practically impossible.
    for (const count of ones) expect(Math.abs(count - 1_000)).toBeLessThan(200)
  })
})
