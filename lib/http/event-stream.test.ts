import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { log } from '@/lib/log/log'
import { shutDown } from '@/lib/process/lifecycle'
import { eventStream, every, type Watch } from './event-stream'
import { SLOTS_PER_CLIENT } from './stream-slots'

const EVERY_MS = 5
const changed = every(EVERY_MS)
const browsers: AbortController[] = []
let watchers = 0

/** Opens a stream. Returns its client's AbortController, the response and a reader. */
function opened(look: Watch['look'], watcher = `watcher-${watchers++}`, changed = every(EVERY_MS)) {
  const browser = new AbortController()
  browsers.push(browser)
  const request = new Request('http://localhost/events', { signal: browser.signal })
  const response = eventStream(request, { watcher, look, changed })
  return { browser, response, reader: response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> }
}

const text = new TextDecoder()
const next = async (reader: ReadableStreamDefaultReader<Uint8Array>) => {
  const { done, value } = await reader.read()
  return done ? 'the end' : text.decode(value)
}
const rest = async (reader: ReadableStreamDefaultReader<Uint8Array>) => {
  const all: string[] = []
  for (let one = await next(reader); one !== 'the end'; one = await next(reader)) all.push(one)
  return all
}
const inTurn = (...answers: unknown[]) => {
  const left = [...answers]
  return vi.fn(async () => (left.length > 1 ? left.shift() : left[0]))
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

afterEach(() => {
  for (const browser of browsers.splice(0)) browser.abort()
})

describe('event stream', () => {
  test('sets headers that identify an event stream and forbid caching and buffering', () => {
    const { headers } = opened(inTurn(null)).response
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(headers.get('cache-control')).toContain('no-store')
    expect(headers.get('x-accel-buffering')).toBe('no')
  })

  test('sends the retry delay, the current value, then changed values only', async () => {
    const { reader } = opened(inTurn({ n: 1 }, { n: 1 }, { n: 1 }, { n: 2 }, { n: 2 }, null))
    const sent = await rest(reader)
    expect(sent[0]).toMatch(/^retry: \d+\n\n$/)
    expect(sent.slice(1)).toEqual(['data: {"n":1}\n\n', 'data: {"n":2}\n\n', 'data: null\n\n'])
  })

  test('encodes line breaks, so that every event is one line', async () => {
    const { reader } = opened(inTurn({ body: 'one\ndata: two\r\n\n\u2028three' }, null))
    const [, event = ''] = await rest(reader)
    expect(event.replace(/\n\n$/, '')).not.toMatch(/[\r\n]/)
    expect(JSON.parse(event.slice('data: '.length))).toEqual({ body: 'one\ndata: two\r\n\n\u2028three' })
  })

  test('ends after null', async () => {
    const look = inTurn(null)
    await rest(opened(look).reader)
    expect(look).toHaveBeenCalledTimes(1)
  })

  test('ends on an error without revealing it, so that the browser reconnects', async () => {
    const look = vi.fn().mockResolvedValueOnce({ n: 1 }).mockRejectedValue(new Error('the database is away: secret'))
    const sent = await rest(opened(look).reader)
    expect(sent.at(-1)).toBe('data: {"n":1}\n\n')
    expect(sent.join()).not.toContain('secret')
  })

  test('ends when the process shuts down, even while nothing changes', async () => {
    const { reader } = opened(inTurn({ n: 1 }))
    await next(reader)
    await next(reader)
    const ended = rest(reader)
    await shutDown()
    expect(await ended).toEqual([])
  })
})

describe('a stream whose value does not change', () => {
  const never: Watch['changed'] = (signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(false)))
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('sends a comment every 15 seconds, without looking again', async () => {
    const look = inTurn({ n: 1 })
    const { reader } = opened(look, 'silent', never)
    for (const _ of ['retry', 'data']) await next(reader)
    for (let n = 0; n < 3; n++) {
      const comment = next(reader)
      await vi.advanceTimersByTimeAsync(15_000)
      expect(await comment).toMatch(/^:.*\n\n$/)
    }
    expect(look).toHaveBeenCalledTimes(1)
  })

  test('ends after 15 minutes', async () => {
    const sent = rest(opened(inTurn({ n: 1 }), 'long', never).reader)
    await vi.advanceTimersByTimeAsync(15 * 60 * 1000)
    expect((await sent).filter((one) => !one.startsWith(':'))).toHaveLength(2)
  })

  test('leaves no timer behind when the browser disconnects', async () => {
    const { browser, reader } = opened(inTurn({ n: 1 }), 'left', never)
    const sent = rest(reader)
    await vi.advanceTimersByTimeAsync(1)
    expect(vi.getTimerCount()).toBe(2)
    browser.abort()
    await sent
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends without logging when changes can no longer be reported', async () => {
    const error = vi.spyOn(log(), 'error')
    const sent = await rest(opened(inTurn({ n: 1 }), 'cut', async () => false).reader)
    expect(sent.at(-1)).toBe('data: {"n":1}\n\n')
    expect(error).not.toHaveBeenCalled()
  })
})

describe('end of polling', () => {
  const stillLooks = async (look: ReturnType<typeof vi.fn>) => {
    await pause(EVERY_MS * 4)
    const before = look.mock.calls.length
    await pause(EVERY_MS * 8)
    return look.mock.calls.length > before
  }

  test('stops polling after the browser disconnects', async () => {
    let n = 0
    const look = vi.fn(async () => n++)
    const { browser, reader } = opened(look)
    await next(reader)
    await next(reader)
    browser.abort()
    await rest(reader)
    expect(await stillLooks(look)).toBe(false)
  })

  test('stops polling after the body is canceled, and canceling does not throw', async () => {
    let n = 0
    const look = vi.fn(async () => n++)
    const { reader } = opened(look)
    await next(reader)
    await next(reader)
    await expect(reader.cancel()).resolves.toBeUndefined()
    expect(await stillLooks(look)).toBe(false)
  })

  test('never polls for a browser that disconnected before the stream started', async () => {
    const look = vi.fn(async () => ({ n: 1 }))
    const gone = new AbortController()
    gone.abort()
    const request = new Request('http://localhost/events', { signal: gone.signal })
    await eventStream(request, { watcher: 'gone', look, changed }).text()
    expect(look).not.toHaveBeenCalled()
  })
})

describe('slots of one client', () => {
  const open = () => opened(inTurn({ n: 1 }), 'the same one')

  test('rejects a stream beyond the slots of a client with 429 and Retry-After', () => {
    const streams = Array.from({ length: SLOTS_PER_CLIENT }, open)
    expect(streams.map(({ response }) => response.status)).toEqual(streams.map(() => 200))
    const { response } = open()
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(opened(inTurn({ n: 1 }), 'another one').response.status).toBe(200)
  })

  test('takes no slot for HEAD requests', () => {
    const request = () => new Request('http://localhost/events', { method: 'HEAD' })
    const watch = { watcher: 'head', look: async () => ({ n: 1 }), changed }
    for (let n = 0; n <= SLOTS_PER_CLIENT; n++) expect(eventStream(request(), watch).status).toBe(200)
    expect(opened(inTurn({ n: 1 }), 'head').response.status).toBe(200)
  })

  test.each<[string, (stream: ReturnType<typeof open>) => Promise<unknown>]>([
    ['the browser disconnects', async ({ browser }) => browser.abort()],
    ['the body is canceled', ({ reader }) => reader.cancel()],
    ['the process shuts down', () => shutDown()],
  ])('releases the slots when %s', async (_, end) => {
    const streams = Array.from({ length: SLOTS_PER_CLIENT }, open)
    for (const { reader } of streams) await next(reader)
    for (const stream of streams) await end(stream)
    await pause(EVERY_MS * 4)
    expect(open().response.status).toBe(200)
  })

  test('takes no slot for a browser that disconnected before the stream started, even if the body is never read', () => {
    const gone = AbortSignal.abort()
    const request = new Request('http://localhost/events', { signal: gone })
    for (let n = 0; n < SLOTS_PER_CLIENT; n++)
      eventStream(request, { watcher: 'gone at once', look: inTurn({ n: 1 }), changed })
    expect(opened(inTurn({ n: 1 }), 'gone at once').response.status).toBe(200)
  })

  test('releases the slot when the stream ends', async () => {
    for (let n = 0; n < SLOTS_PER_CLIENT * 2; n++) await rest(opened(inTurn(null), 'short ones').reader)
    expect(opened(inTurn(null), 'short ones').response.status).toBe(200)
  })
})
