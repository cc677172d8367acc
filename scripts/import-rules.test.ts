import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { withImportRules } from './write-biome-rules.mjs'

/** A file, an import that is allowed there, and imports that the linter must reject there. */
const RULES: [file: string, allowed: string, rejected: string[]][] = [
  [
    'app/x/page.tsx',
    '@/lib/accounts/sign-up',
    [
      '@/lib/db/driver/client',
      '@/lib/db/generated/client',
      '@/lib/delivery/outbox',
      '@/lib/guard/limiter',
      '@/lib/config/env',
      '@/lib/demo/handset-inbox',
      '../y',
      'next/headers',
      'next-auth',
    ],
  ],
  [
    'app/api/gateways/[gateway]/receipts/route.ts',
    '@/lib/delivery/receipts',
    ['@/lib/db/driver/client', '@/lib/guard/limiter', '@/lib/demo/handset-inbox'],
  ],
  ['app/x/page.demo.tsx', '@/lib/demo/handset-inbox', ['@/lib/db/driver/client', '@/lib/delivery/receipts']],
  ['app/handset/[phone]/x.tsx', '@/lib/demo/handset-inbox', ['next/headers']],
  [
    'components/ui/x.tsx',
    '@/lib/verification/input',
    ['@/lib/verification/check', '@/lib/db/driver/client', '@/app/x/y', 'node:fs', 'zod', 'next/headers', '../form/x'],
  ],
  [
    'lib/verification/x.ts',
    '@/lib/guard/limiter',
    [
      '@/lib/accounts/sign-up',
      '@/lib/auth/session',
      '@/lib/db/generated/client',
      '@/lib/demo/handset-inbox',
      '@/lib/worker/scheduler',
      'next/headers',
      'react',
      '@/app/x',
      '@/components/x',
    ],
  ],
  [
    'lib/accounts/x.ts',
    '@/lib/verification/check',
    ['@/lib/auth/session', '@/lib/operator/x', 'next/navigation', '@/lib/db/generated/client', '../x'],
  ],
  [
    'lib/operator/x.ts',
    '@/lib/db/queries/messages',
    ['@/lib/verification/check', '@/lib/accounts/sign-up', 'next/headers'],
  ],
  [
    'lib/guard/x.ts',
    '@/lib/db/queries/counters',
    ['@/lib/verification/check', '@/lib/accounts/sign-up', '@/lib/delivery/outbox', 'react'],
  ],
  [
    'lib/audit/x.ts',
    '@/lib/db/queries/audit-events',
    ['@/lib/guard/ip-key', '@/lib/verification/check', 'next/headers'],
  ],
  [
    'lib/delivery/x.ts',
    '@/lib/db/queries/messages',
    ['@/lib/verification/code', '@/lib/guard/limiter', '@/lib/accounts/sign-up', '@/lib/demo/keys', 'next/server'],
  ],
  [
    'lib/delivery/gateways/x.ts',
    './gateway',
    [
      '@/lib/db/driver/client',
      '@/lib/config/env',
      '@/lib/log/log',
      '@/lib/demo/keys',
      '@/lib/verification/code',
      '@/lib/delivery/outbox',
      'twilio',
    ],
  ],
  [
    'lib/delivery/gateways/x/gateway.ts',
    '@/lib/delivery/gateways/webhook',
    ['@/lib/delivery/gateways/y/signature', '@/lib/db/driver/client', '@/lib/delivery/outbox'],
  ],
  ['lib/delivery/gateways/x/signature.ts', 'node:crypto', ['next']],
  ['lib/delivery/gateways/lookup.ts', '@/lib/demo/handset-gateway', ['@/lib/demo/handset-inbox']],
  ['lib/auth/x.ts', 'next-auth', ['@/app/x', '@/components/x', '@/lib/db/generated/client', '@/lib/demo/open-demo']],
  ['lib/worker/x.ts', '@/lib/verification/compose-message', ['@/lib/accounts/sign-up', '@/lib/demo/keys', 'next']],
  ['lib/demo/x.ts', '@/lib/auth/request', ['@/app/x', '@/components/x', '@/lib/db/generated/client', 'react']],
  ['lib/db/queries/x.ts', '@/lib/db/generated/client', ['@/lib/verification/code', '@/lib/guard/limiter', 'react']],
  ['lib/db/queries/y.ts', '@/lib/config/env', ['../driver/client', 'next/headers']],
  ['lib/i18n/x.ts', 'next-intl/server', ['@/lib/db/driver/client', '@/app/x']],
  [
    'lib/http/x.ts',
    '@/lib/config/env',
    ['@/lib/auth/session', '@/lib/db/driver/client', '@/lib/demo/demo-gate', 'next'],
  ],
  ['lib/http/request-handler.ts', '@/lib/demo/demo-gate', ['@/lib/demo/demo-access', '@/lib/auth/session']],
  ['lib/config/x.ts', '@/lib/delivery/gateways/registry', ['@/lib/delivery/gateways/lookup', '@/lib/log/log']],
  ['lib/log/x.ts', '@/lib/config/env', ['@/lib/audit/audit', '@/lib/db/driver/client']],
  ['lib/process/x.ts', './singleton', ['@/lib/log/log', 'next']],
  ['lib/crypto/x.ts', './same-secret', ['@/lib/config/env']],
  ['lib/verification/input.ts', 'zod/mini', ['zod', '@/lib/db/driver/client', 'libphonenumber-js']],
  ['lib/accounts/input.ts', '@/lib/phone/plain-phone', ['@/lib/phone/reading']],
  [
    'lib/phone/x.ts',
    'libphonenumber-js/max',
    ['@/lib/config/env', '@/lib/db/driver/client', '@/lib/verification/phone', 'zod'],
  ],
  ['lib/guard/x.test.ts', '@/lib/verification/code', []],
  ['e2e/x.spec.ts', '@playwright/test', ['@/lib/verification/code', '../lib/db/driver/client', '@/app/x']],
  ['e2e/deployment/x.spec.ts', '../support/x', ['../../lib/x', '@/components/x']],
]

const BIOME = path.resolve('node_modules/@biomejs/biome/bin/biome')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-imports-'))
const violations = new Set<string>()

const importsOf = (allowed: string, rejected: string[]) => [allowed, ...rejected]

// Each run of the linter starts a process, so all imports are linted in one run.
beforeAll(() => {
  fs.copyFileSync('biome.json', path.join(folder, 'biome.json'))
  for (const [file, allowed, rejected] of RULES) {
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
    fs.writeFileSync(
      path.join(folder, file),
      importsOf(allowed, rejected)
        .map((module) => `import '${module}'\n`)
        .join(''),
    )
  }
  const options = ['lint', '--max-diagnostics=none', '--reporter=github']
  const { stdout } = spawnSync(process.execPath, [BIOME, ...options], { cwd: folder, encoding: 'utf8' })
  for (const [, at, line] of stdout.matchAll(/noRestrictedImports,file=(.*?),line=(\d+),/g)) {
    violations.add(`${path.relative(fs.realpathSync(folder), at ?? '')}:${line}`)
  }
})

afterAll(() => fs.rmSync(folder, { recursive: true }))

describe.each(RULES)('%s', (file, allowed, rejected) => {
  it.each(importsOf(allowed, rejected).map((module, index) => [module, index === 0] as const))(
    `${file} may import %s: %s`,
    (module, isAllowed) => {
      const line = importsOf(allowed, rejected).indexOf(module) + 1
      expect(!violations.has(`${file}:${line}`)).toBe(isAllowed)
    },
  )
})

test('biome.json matches scripts/import-rules.mjs (update: node scripts/write-biome-rules.mjs)', () => {
  const biomeJson = fs.readFileSync('biome.json', 'utf8')
  expect(withImportRules(biomeJson)).toBe(biomeJson)
})
