import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { shutDown } from '@/lib/process/lifecycle'
import { captureConsole } from './console-capture'
import { allowed, log } from './log'

const NOT_CALLED = () => expect.unreachable()
const quiet = () => ({
  debug: NOT_CALLED,
  dir: NOT_CALLED,
  error: NOT_CALLED,
  info: NOT_CALLED,
  log: NOT_CALLED,
  trace: NOT_CALLED,
  warn: NOT_CALLED,
})

let lines: unknown[] = []
let console_: Pick<Console, keyof ReturnType<typeof quiet>>

beforeEach(() => {
  vi.useFakeTimers()
  lines = []
  for (const level of ['debug', 'info', 'warn', 'error'] as const)
    vi.spyOn(log(), level).mockImplementation((line) => lines.push({ level, ...line }))
  console_ = quiet()
  captureConsole(console_)
})

afterEach(async () => {
  await shutDown()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('captured console output', () => {
  test('logs class, redacted message and location of the first error as one event', () => {
    const error = Object.assign(new TypeError('Invalid header value quokka\n{"event":"audit"}'), { code: 'E1' })
    console_.error('failed for quokka', error, new Error('another'))
    const at = expect.stringContaining('console-capture.test.ts')
    expect(lines).toEqual([
      {
        level: 'error',
        event: 'framework',
        count: 1,
        error: { name: 'TypeError', code: 'E1', message: 'Invalid header value …', at },
      },
    ])
    expect(JSON.stringify(lines)).not.toContain('quokka')
  })

  test('logs console output without an error as redacted text, without symbols and colors', () => {
    console_.warn(' \u001b[33m⚠\u001b[0m', 'Missing `origin` header from a forwarded request: quokka', { quokka: 1 })
    expect(lines).toEqual([
      { level: 'warn', event: 'framework', count: 1, text: '… header from a forwarded request: …' },
    ])
  })

  test.each([
    ['debug', 'debug'],
    ['dir', 'info'],
    ['error', 'error'],
    ['info', 'info'],
    ['log', 'info'],
    ['trace', 'warn'],
    ['warn', 'warn'],
  ] as const)('logs console.%s with an error at level %s', (method, level) => {
    console_[method]('quokka', new Error('quokka'))
    expect(lines).toMatchObject([{ level, event: 'framework', error: { name: 'Error' } }])
  })

  test.each(['debug', 'dir', 'info', 'log'] as const)('does not log console.%s without an error', (method) => {
    console_[method]('✓ Ready in 120ms', { quokka: 1 })
    expect(lines).toEqual([])
  })

  test.each<[string, (value: string) => unknown[]]>([
    ['an error that quotes it', (value) => [new Error(`Invalid URL ${value}`)]],
    ['a text that quotes it', (value) => ['failed to parse', value]],
    ['an error of another realm', (value) => [runInNewContext('new Error(value)', { value })]],
    [
      'an error whose name, code and stack were set',
      (value) => [Object.assign(new Error(value), { name: value, code: value, stack: value })],
    ],
    [
      'an error whose message was changed after it was thrown',
      (value) => [Object.assign(new Error(value), { message: 'x' })],
    ],
    ['a value that is no error', (value) => [{ value }, [value], value]],
  ])('logs no value of a request: %s', (_what, words) => {
    const values = [
      '123456',
      '+12025550123',
      'quokka',
      'a\n{"event":"audit"}',
      '/reset?token=f00',
      '\n    at quokka (lib/log/log.ts:1:1)',
    ]
    for (const value of values) {
      const written: string[] = []
      for (const level of ['error', 'warn'] as const)
        vi.spyOn(log(), level).mockImplementation((line) => written.push(JSON.stringify(allowed(line))))
      console_.error(...words(value))
      vi.advanceTimersByTime(10_000)
      expect(written).toHaveLength(1)
      expect(written.join()).not.toMatch(/123456|12025550123|quokka|\\n|audit|f00|token/)
    }
  })

  test('reduces repeated output to two lines per ten seconds, the second with the count', () => {
    for (let n = 0; n < 1_000; n++) console_.warn('quokka')
    vi.advanceTimersByTime(9_999)
    expect(lines).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(lines.slice(1)).toMatchObject([{ level: 'warn', event: 'framework', count: 999 }])
    console_.warn('quokka')
    expect(lines).toHaveLength(3)
  })

  test('counts console output beyond the limit of distinct lines together', () => {
    for (let n = 0; n < 60; n++) console_.error(Object.assign(new Error('quokka'), { code: `E${n}` }))
    vi.advanceTimersByTime(10_000)
    expect(lines).toHaveLength(51)
    expect(lines.at(-1)).toEqual({ level: 'error', event: 'framework', count: 10, text: 'other errors' })
  })

  test('logs pending counts at shutdown', async () => {
    for (let n = 0; n < 3; n++) console_.warn('quokka')
    await shutDown()
    expect(lines.slice(1)).toMatchObject([{ event: 'framework', count: 2 }])
  })
})
