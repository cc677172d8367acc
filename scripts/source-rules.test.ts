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

const thatHave = (pattern: RegExp) => sources.filter((file) => pattern.test(fs.readFileSync(file, 'utf8')))

describe('in all sources', () => {
  test('a guessable random number only spreads retries out; nothing that has to stay secret comes from it', () => {
    expect(sources.length).toBeGreaterThan(200)
    expect(thatHave(/\bMath\.random\b/)).toEqual(['lib/delivery/failover.ts'])
  })

  test('no query changes or deletes many rows by a condition that Prisma would drop if it were undefined', () => {
    expect(thatHave(/\b(updateMany|deleteMany)\b/).filter((file) => !file.startsWith('lib/testing/'))).toEqual([])
  })
})

describe('every page', () => {
  const pages = sources.filter((file) => /^app\/(.*\/)?page(\.demo)?\.tsx$/.test(file))

  test('renders an error page if it throws, since a browser without scripts would be left blank', () => {
    expect(pages.length).toBeGreaterThan(8)
    const bare = pages.filter((file) => !/^export default withErrorPage\(\w+\)$/m.test(fs.readFileSync(file, 'utf8')))
    expect(bare).toEqual([])
  })

  test('loads what its components show, since what they throw would not be caught', () => {
    const loads = /^import \{(?! type)[^}]*\} from '[@.]\/[^']*(auth\/session|load-verification|own-[\w-]+)'/m
    const components = thatHave(loads).filter((file) => /^app\/.*\.tsx$/.test(file) && !pages.includes(file))
    // It shows every page who is signed in, and never throws.
    expect(components).toEqual(['app/header.tsx'])
  })

  test('renders what is not found itself, since notFound() would leave a browser without scripts blank', () => {
    expect(thatHave(/\bnotFound\b\s*(,|\}).*from 'next\/navigation'/)).toEqual([])
  })
})

describe('adding a gateway vendor', () => {
  /** Files that name a vendor for another reason than to support it. */
  const MENTIONS = [
    // Examples in messages.
    'lib/config/env.ts',
    'lib/config/env-sms-settings.ts',
    // The simulator `npm run kannel`, and what needs it.
    'lib/crypto/derived-key.ts',
    'lib/demo/keys.ts',
    'scripts/kannel',
    'scripts/test.mjs',
    // File names that were replaced.
    'scripts/old-names.ts',
    // Servers and data of tests.
    'lib/testing/',
    'scripts/testing/',
    // The sources of rate limits.
    'lib/guard/policies.ts',
    'lib/guard/spread-rules.ts',
    // The operating system.
    'lib/accounts/browser-name.ts',
    'scripts/complete-lock.mjs',
  ]

  test.each(vendorNames)('takes its folder and a line in the registry: %s', (name) => {
    const folder = `lib/delivery/gateways/${name}/`
    const allowed = [folder, 'lib/delivery/gateways/registry.ts', ...MENTIONS]
    const files = thatHave(new RegExp(`(?<!npm run )${name}`, 'i'))
    expect(files).toContain(`${folder}gateway.ts`)
    expect(files.filter((file) => !allowed.some((start) => file.startsWith(start)))).toEqual([])
  })

  test.each(vendorNames)('is documented by .env.example with all its settings: %s', (name) => {
    expect(SETTINGS).toEqual(expect.arrayContaining(Object.keys(vendors[name].settings.fields)))
  })
})

test('installing a package runs none of its scripts', () => {
  expect(fs.readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true')
})

describe.each([
  { what: 'session', make: newSessionId, bytes: 32 },
  { what: 'browser', make: newBrowserToken, bytes: 16 },
  { what: 'message to its receipts', make: newReceiptToken, bytes: 16 },
])('what a $what is known by', ({ make, bytes }) => {
  test(`has ${bytes} bytes, every bit of them as often set as not, and never comes twice`, () => {
    const drawn = Array.from({ length: 2_000 }, make)
    expect(new Set(drawn).size).toBe(drawn.length)
    const ones = new Array<number>(bytes * 8).fill(0)
    for (const one of drawn) {
      const given = Buffer.from(one, 'base64url')
      expect(given).toHaveLength(bytes)
      for (const bit of ones.keys()) ones[bit] = (ones[bit] ?? 0) + (((given[bit >> 3] ?? 0) >> (bit & 7)) & 1)
    }
    // Almost nine standard deviations: by chance this fails once in more runs than there will ever be.
    for (const count of ones) expect(Math.abs(count - 1_000)).toBeLessThan(200)
  })
})
