import { describe, expect, test } from 'vitest'
import { entriesOf, threadsOf, withReply } from './threads'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString()
const message = (from: string, minute: number) => ({
  id: `${from}-${minute}`,
  from,
  body: 'hello',
  arrivedAt: at(minute),
})
const NOW = new Date(at(30))

describe('threads', () => {
  test('groups messages by sender, oldest first, with the thread of the newest message first', () => {
    const newestFirst = [message('Latchkey', 4), message('Other', 3), message('Other', 2), message('Latchkey', 1)]
    expect(threadsOf(newestFirst)).toEqual([
      { sender: 'Latchkey', messages: [message('Latchkey', 1), message('Latchkey', 4)] },
      { sender: 'Other', messages: [message('Other', 2), message('Other', 3)] },
    ])
  })

  test('a phone without messages has no threads', () => {
    expect(threadsOf([])).toEqual([])
  })

  test('keeps senders apart whose names are properties of objects', () => {
    expect(threadsOf([message('__proto__', 2), message('constructor', 1)]).map(({ sender }) => sender)).toEqual([
      '__proto__',
      'constructor',
    ])
  })

  test('replies stand between messages in order of time', () => {
    const reply = { text: 'STOP' as const, at: at(2) }
    expect(entriesOf([message('Latchkey', 1), message('Latchkey', 3)], [reply])).toEqual([
      { message: message('Latchkey', 1) },
      { reply },
      { message: message('Latchkey', 3) },
    ])
  })
})

describe('replies', () => {
  const stop = { text: 'STOP' as const, at: at(5) }

  test('a phone that never opted out has sent no reply', () => {
    expect(withReply([], null, NOW)).toEqual([])
  })

  test('an opt-out shows as STOP at its time, and only once', () => {
    const once = withReply([], at(5), NOW)
    expect(once).toEqual([stop])
    expect(withReply(once, at(5), NOW)).toEqual([stop])
  })

  test('the end of an opt-out shows as START now, and only once', () => {
    const replies = withReply([stop], null, NOW)
    expect(replies).toEqual([stop, { text: 'START', at: NOW.toISOString() }])
    expect(withReply(replies, null, new Date(at(40)))).toEqual(replies)
  })

  test("START stands after STOP if the viewer's clock is behind the server's", () => {
    const [, start] = withReply([stop], null, new Date(at(1)))
    expect(Date.parse(start?.at ?? '')).toBe(Date.parse(stop.at) + 1)
  })

  test('a second opt-out shows as a second STOP', () => {
    const replies = withReply([stop], null, NOW)
    expect(withReply(replies, at(35), NOW).map(({ text }) => text)).toEqual(['STOP', 'START', 'STOP'])
  })
})
