import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Env } from '@/lib/config/env'
import { LOG_EVENTS, type LogEvent } from './events'
import { LOG_FIELDS } from './fields'
import { allowed, errorFacts, type LogLine, outputFor } from './log'

const PHONE = '+12025550123'
const MESSAGE = '0190a1b2-0000-4000-8000-000000000001'
const code = { message: MESSAGE, phone: PHONE, template: 'signUpCode' }

type Level = 'info' | 'warn' | 'error'
type Settings = Partial<Pick<Env, 'logFormat' | 'mode' | 'isCi'>> & { isTTY?: boolean }

/** Returns the terminal output for a line. */
function shown(line: object, settings: Settings = { logFormat: 'pretty' }, level: Level = 'info'): string {
  const { isTTY = false, ...config } = settings
  let text = ''
  const write = (chunk: string) => {
    text += chunk
    return true
  }
  const logger = outputFor(
    { logLevel: 'debug', logFormat: undefined, mode: 'demo', isCi: false, ...config },
    { write, isTTY },
  )
  logger[level](allowed(line as LogLine))
  return text
}

const sentence = (line: object, level?: Level) => /^\d\d:\d\d:\d\d {2}(.*)\n$/.exec(shown(line, undefined, level))?.[1]

describe('pretty log format', () => {
  test.each<[object, string]>([
    [
      { event: 'message.dispatched', ...code, gateway: 'handset', result: 'accepted', seconds: 0.0521 },
      'sign-up code requested for +1 ...23 · handset · accepted in 0.1 s',
    ],
    [
      { event: 'receipt', ...code, gateway: 'handset', status: 'DELIVERED', seconds: 1.4321 },
      'sign-up code requested for +1 ...23 · handset · delivered in 1.4 s',
    ],
    [
      { event: 'receipt', ...code, template: 'resetCode', gateway: 'kannel', status: 'UNDELIVERED', seconds: 12 },
      'reset code requested for +1 ...23 · kannel · undelivered after 12.0 s',
    ],
    [
      { event: 'receipt', ...code, template: 'passwordChanged', gateway: 'kannel', status: 'DELIVERED', seconds: 2 },
      'notice (password changed) for +1 ...23 · kannel · delivered in 2.0 s',
    ],
    [
      {
        event: 'message.dispatched',
        ...code,
        template: 'resetCode',
        gateway: 'null',
        result: 'accepted',
        reason: 'no account',
      },
      'reset code requested for +1 ...23 · no account, nothing sent',
    ],
    [
      { event: 'message.dispatched', ...code, gateway: 'twilio', result: 'refused', reason: 'HTTP 429' },
      'sign-up code requested for +1 ...23 · twilio · not accepted: HTTP 429',
    ],
    [
      { event: 'message.not-sent', ...code, reason: 'the number opted out' },
      'sign-up code requested for +1 ...23 · not sent: the number opted out',
    ],
    [{ event: 'audit', what: 'sign-up', phone: PHONE, user: MESSAGE }, 'account created for +1 ...23'],
    [
      { event: 'audit', what: 'code.wrong', phone: '+44 ••••••••56', purpose: 'SIGN_UP', count: 3 },
      'incorrect code for +44 ...56 · sign-up · 3 times',
    ],
    [
      { event: 'audit', what: 'limit.hit', policy: 'sendsPerPhone', phone: PHONE },
      'rate limit reached: sends per phone · +1 ...23',
    ],
    [
      { event: 'audit', what: 'fraud.range-closed', country: 'US', enforced: false },
      'fraud range closed · US · reported only',
    ],
    [{ event: 'gateway.circuit', gateway: 'kannel', state: 'HalfOpen' }, 'circuit breaker of kannel: half open'],
    [{ event: 'message.lease-lost', message: MESSAGE }, 'message lease lost'],
  ])('formats %j as one sentence', (line, text) => {
    expect(sentence(line)).toBe(text)
  })

  test('formats errors by class, code, message and location, with the level', () => {
    const error = errorFacts(Object.assign(new TypeError('Cannot read properties of undefined'), { code: 'E_ONE' }))
    expect(sentence({ event: 'outbox-worker.failed', error }, 'error')).toMatch(
      /^error: outbox worker failed · TypeError E_ONE: Cannot read properties of undefined · lib\/log\/text\.test\.ts:\d+:\d+$/,
    )
    expect(sentence({ event: 'receipt.replayed', gateway: 'kannel' }, 'warn')).toBe(
      'warning: receipt replayed · kannel',
    )
  })

  test.each([
    [
      'an accepted receipt, which repeats the dispatch',
      { event: 'receipt', ...code, gateway: 'kannel', status: 'ACCEPTED' },
    ],
    ['the configuration, which is recorded at every start', { event: 'audit', what: 'configuration', count: 1 }],
  ])('omits %s', (_what, line) => {
    expect(shown(line)).toBe('')
  })

  test('starts a line with the local time of day', () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 25, 8, 2, 14) })
    expect(shown({ event: 'redirect.foreign' })).toMatch(/^08:02:14 {2}/)
    vi.useRealTimers()
  })

  test('shows no line break, control character, phone number or code for any event and field values', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n{"event":"audit"}', '\u001b[2J', '\u202e', PHONE, '+1 202 555 0123', '123456', 'code 123456'),
      fc.integer(),
      fc.constant(null),
    )
    const fields = fc.dictionary(fc.constantFrom(...Object.keys(LOG_FIELDS)), value)
    const error = fc.record({ name: value, code: value, message: value, at: value }, { requiredKeys: [] })
    const event = fc.constantFrom(...(Object.keys(LOG_EVENTS) as LogEvent[]))
    fc.assert(
      fc.property(event, fields, error, fc.boolean(), (name, given, thrown, hasError) => {
        const text = shown({ ...given, ...(hasError && { error: thrown }), event: name })
        expect(text.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu) ?? []).toEqual(text ? ['\n'] : [])
        expect(text).not.toMatch(/\+1 ?202|(?<!\d)123456(?!\d)|5550123/)
      }),
    )
  })
})

describe('log format', () => {
  const line = { event: 'redirect.foreign' }
  const isJson = (settings: Settings) => shown(line, settings).startsWith('{"level":30,"time":"2')

  test('is pretty in the terminal of a demo, and JSON in a pipe, in live mode and in CI', () => {
    expect(isJson({ isTTY: true })).toBe(false)
    expect(isJson({ isTTY: false })).toBe(true)
    expect(isJson({ isTTY: true, mode: 'live' })).toBe(true)
    expect(isJson({ isTTY: true, isCi: true })).toBe(true)
  })

  test.each([{ isTTY: true }, { isTTY: false }, { isTTY: true, mode: 'live' as const }, { isTTY: true, isCi: true }])(
    'LOG_FORMAT overrides the default format with %j',
    (where) => {
      expect(isJson({ ...where, logFormat: 'pretty' })).toBe(false)
      expect(isJson({ ...where, logFormat: 'json' })).toBe(true)
    },
  )
})
