import { expect, test } from '@playwright/test'
import { leaksInLog, leaksInTables, leaksInTrail, type Secrets } from './support/leaks'

const secrets: Secrets = {
  codes: new Set(['012345', '987654']),
  phones: new Set(['+12025550123']),
  nonces: [Uint8Array.from({ length: 16 }, (_, index) => index * 7)],
  keys: [Uint8Array.from({ length: 32 }, (_, index) => 255 - index)],
  cookies: new Set(['Zk3_vQ-8sLw0aBcDeFgHiJ']),
  tokens: new Set(['f00Cookies-are_hashed0']),
  passwordMark: 'quokka',
}
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex')
const base64 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64')

const planted: [string, string, string][] = [
  ['a code in a text', '{"body":"012345 is your code"}', 'the code 012345'],
  ['a code in its last line', '@localhost #987654', 'the code 987654'],
  ['a code as a number', '{"code":987654}', 'the code 987654'],
  ['a password', '{"typed":"lantern quokka orbit"}', 'a password'],
  ['a cookie', 'Cookie: latchkey-browser=Zk3_vQ-8sLw0aBcDeFgHiJ', 'a cookie'],
  ['a key in base64', `CODE_KEYS=k1:${base64(secrets.keys[0])}`, 'a key'],
  ['a key in hex', `\\x${hex(secrets.keys[0])}`, 'a key'],
]

for (const [what, text, leak] of planted) {
  test(`the leak search finds ${what} in a table and in a log`, () => {
    expect(leaksInTables(text, secrets)).toEqual([leak])
    expect(leaksInLog(text, secrets)).toEqual([leak])
  })
}

test('the leak search finds a full number, a token and a nonce in a log, but allows them in tables', () => {
  for (const [text, leak] of [
    ['GET /handset/%2B12025550123', 'the number +12025550123'],
    ['/receipts?reference=f00Cookies-are_hashed0', 'a token'],
    [`nonce ${hex(secrets.nonces[0])}`, 'a nonce'],
    [`nonce ${base64(secrets.nonces[0])}`, 'a nonce'],
  ] as const) {
    expect(leaksInLog(text, secrets)).toEqual([leak])
    expect(leaksInTables(text, secrets)).toEqual([])
  }
})

test('the leak search ignores six digits inside a longer number or a hash', () => {
  const text = '1987654 and 9876541, a987654 and 987654f, \\x0123459876, 2026-11-23T03:00:36.987654+00:00'
  expect(leaksInLog(text, secrets)).toEqual([])
})

test('the leak search finds a full number and an IP in the audit trail, but allows masks and fingerprints', () => {
  expect(leaksInTrail('{"phone": "+12025550123"}', secrets)).toEqual(['the number +12025550123'])
  expect(leaksInTrail('{"ipKey": "203.0.113.7"}', secrets)).toEqual(['the IP 203.0.113.7'])
  const fine = '{"at": "2026-11-24T03:00:36.987+00:00", "phone": "+1 ••• ••• ••23", "phoneKey": "0a1b2c", "detail": {}}'
  expect(leaksInTrail(fine, secrets)).toEqual([])
})
