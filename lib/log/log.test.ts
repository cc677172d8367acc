import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { allowed, errorFacts, type LogLine } from './log'

const ID = '0190a1b2-0000-4000-8000-000000000001'

/** Returns the log output for a line. */
function written(line: object): string {
  let text = ''
  const write = (chunk: string) => {
    text += chunk
  }
  pino({ base: null, timestamp: false }, { write }).info(allowed(line as LogLine))
  return text
}

describe('log lines', () => {
  test('logs only the fields listed for the event', () => {
    const line = { event: 'receipt', message: ID, gateway: 'kannel', status: 'DELIVERED', body: '123456', error: {} }
    expect(allowed(line as LogLine)).toEqual({ event: 'receipt', message: ID, gateway: 'kannel', status: 'DELIVERED' })
  })

  test('logs nothing of an event outside the allowlist', () => {
    expect(allowed({ event: 'typed', reason: 'hunter2' } as unknown as LogLine)).toEqual({ event: 'unknown' })
  })

  test('drops field values of the wrong kind', () => {
    const line = { event: 'receipt', message: '+12025550123', gateway: 'ka nnel', status: 5 }
    expect(Object.values(allowed(line as unknown as LogLine)).filter(Boolean)).toEqual(['receipt'])
    expect(allowed({ event: 'message.dead-end', dispatches: '123456' } as unknown as LogLine).dispatches).toBe(
      undefined,
    )
  })

  test.each([
    ['a line break', 'first\n{"level":30,"event":"receipt"}'],
    ['a carriage return', 'first\rsecond'],
    ['terminal colors', '\u001b[2J\u009b31mred'],
    ['a line separator that JSON does not escape', 'a\u2028b\u2029c\u0085d'],
    ['bidirectional control characters', 'a\u202eb'],
  ])('prevents log injection by %s in a value', (_what, reason) => {
    const text = written({ event: 'audit', gateway: 'kannel', reason })
    expect(text.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu)).toEqual(['\n'])
    expect(text.endsWith('}\n')).toBe(true)
    expect(JSON.parse(text).event).toBe('audit')
  })

  test("removes phone numbers and codes from a gateway's reason, but not its error codes", () => {
    const reasonOf = (reason: string) => allowed({ event: 'gateway.account-refused', reason }).reason
    expect(reasonOf("21211: the 'To' number +12025550123 is not valid")).toBe("21211: the 'To' number • is not valid")
    expect(reasonOf('sorry, (202) 555-0123')).toBe('sorry, (•')
    expect(reasonOf('not wanted: 123456')).toBe('not wanted: •')
    expect(reasonOf('HTTP 429 20429')).toBe('HTTP 429 20429')
  })
})

describe('error facts', () => {
  test('error facts contain no value of the message, not even one that resembles a location', () => {
    const error = new Error('no row for +12025550123\n    at 123456 (quokka:1:1)')
    const facts = errorFacts(Object.assign(error, { code: 'P2002' }))
    expect(facts).toMatchObject({ name: 'Error', code: 'P2002', at: expect.stringContaining('log.test.ts') })
    expect(JSON.stringify(facts)).not.toMatch(/quokka|12025550123|123456/)
  })

  test('error facts of a value that is no error are its type', () => {
    expect(errorFacts('quokka')).toEqual({ name: 'string' })
  })

  test("logs an error's name and code only if they are well-formed", () => {
    const error = Object.assign(new Error('x'), { name: 'has\nlines', code: 'the code is 123456' })
    expect(allowed({ event: 'page.failed', error: errorFacts(error) }).error).toMatchObject({
      name: 'unknown',
      code: undefined,
    })
  })
})
