import type pino from 'pino'
import { expect, test } from 'vitest'
import { log } from '@/lib/log/log'
import { singleton } from '@/lib/process/singleton'
import { leaksSoFar, secret } from './leaks'

const raw = (text: string) =>
  singleton<pino.Logger>('log-output', () => {
    throw new Error('the log is not watched')
  }).warn(text)

const PLANTED: [string, string, string][] = [
  ['a code', 'your code is 012345.', 'a code: 012345'],
  ['a code as a value', '{"code":987654}', 'a code: 987654'],
  ['a number', 'to +12025550123', 'a whole number: +12025550123'],
  ['a number without its plus', '/handset/%2B 12025550123', 'a whole number: 12025550123'],
  ['a token, a cookie or a session id', 'cookie=Zk3_vQ-8sLw0aBcDeFgHiJ;', 'a token: Zk3_vQ-8sLw0aBcDeFgHiJ'],
  ['a password', `typed ${secret('lantern quokka orbit')}`, 'a secret: lantern quokka orbit'],
]

for (const [what, text, leak] of PLANTED) {
  test(`leak detection finds ${what}`, () => {
    raw(text)
    expect(leaksSoFar()).toEqual([leak])
  })

  test.fails(`a test that logs ${what} fails without an assertion of its own`, () => raw(text))
}

test('leak detection covers the console and standard error as well as the log', () => {
  console.debug('012345')
  process.stderr.write('987654\n')
  expect(leaksSoFar()).toEqual(['a code: 012345', 'a code: 987654'])
})

test('leak detection ignores ids, timestamps, counts and code locations', () => {
  log().warn({ event: 'message.dead-end', message: '0190a1b2-0000-4000-8000-000000000001', dispatches: 12345 })
  raw('2026-11-24T17:00:00.123456Z at work (/tmp/a/lib/db/driver/client.ts:123:45) in 12345 ms')
  expect(leaksSoFar()).toEqual([])
})
