import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { logInsteadOf } from './framework-log'
import { shutDown } from './lifecycle'
import { log } from './log'

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
  logInsteadOf(console_)
})

afterEach(async () => {
  await shutDown()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('what the framework writes to the console', () => {
  test('is one event of the log, with the facts of its first error and none of its words', () => {
    const error = Object.assign(new TypeError('quokka\n{"event":"audit"}'), { code: 'E1' })
    console_.error('failed for quokka', error, new Error('another'))
    const at = expect.stringContaining('framework-log.test.ts')
    expect(lines).toEqual([
      { level: 'error', event: 'framework', count: 1, error: { name: 'TypeError', code: 'E1', at } },
    ])
    expect(JSON.stringify(lines)).not.toContain('quokka')
  })

  test('without an error is only said to have been there', () => {
    console_.warn('quokka \u001b[31m', { quokka: 1 })
    expect(lines).toEqual([{ level: 'warn', event: 'framework', count: 1, error: { name: 'string' } }])
  })

  test.each([
    ['debug', 'debug'],
    ['dir', 'info'],
    ['error', 'error'],
    ['info', 'info'],
    ['log', 'info'],
    ['trace', 'warn'],
    ['warn', 'warn'],
  ] as const)('by %s is logged as %s', (method, level) => {
    console_[method]('quokka')
    expect(lines).toMatchObject([{ level, event: 'framework' }])
  })

  test('many times is two lines in ten seconds, the second with how many more there were', () => {
    for (let n = 0; n < 1_000; n++) console_.warn('quokka')
    vi.advanceTimersByTime(9_999)
    expect(lines).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(lines.slice(1)).toMatchObject([{ level: 'warn', event: 'framework', count: 999 }])
    console_.warn('quokka')
    expect(lines).toHaveLength(3)
  })

  test('in more ways than are told apart is counted together', () => {
    for (let n = 0; n < 60; n++) console_.error(Object.assign(new Error('quokka'), { code: `E${n}` }))
    vi.advanceTimersByTime(10_000)
    expect(lines).toHaveLength(51)
    expect(lines.at(-1)).toEqual({ level: 'error', event: 'framework', count: 10, error: { name: 'others' } })
  })

  test('right before the end is still counted', async () => {
    for (let n = 0; n < 3; n++) console_.warn('quokka')
    await shutDown()
    expect(lines.slice(1)).toMatchObject([{ event: 'framework', count: 2 }])
  })
})
