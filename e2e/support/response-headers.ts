import { expect } from '@playwright/test'

const EVERY: Record<string, RegExp> = {
  'content-security-policy': /^default-src 'none'; script-src 'nonce-[\w+/=]{24}' 'strict-dynamic'; /,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /^otp-credentials=\(self\), camera=\(\), microphone=\(\), geolocation=\(\)$/,
  'referrer-policy': /^same-origin$/,
  'x-content-type-options': /^nosniff$/,
  'x-dns-prefetch-control': /^off$/,
  'x-frame-options': /^SAMEORIGIN$/,
}

type Headers = Record<string, string | string[] | undefined>

export function expectEveryHeader(headers: Headers, what: string) {
  for (const [name, value] of Object.entries(EVERY)) expect(String(headers[name]), `${name} of ${what}`).toMatch(value)
  for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
    expect(headers[name], `${name} of ${what}`).toBeUndefined()
}

export const expectNeverKept = (headers: Headers, what: string) =>
  expect(String(headers['cache-control']), `cache-control of ${what}`).toMatch(/\bno-store\b/)
