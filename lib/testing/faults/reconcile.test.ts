import { describe, expect, test } from 'vitest'
import type { Facts } from './facts'
import type { LedgerLine } from './ledger'
import { reconcile } from './reconcile'

const NOW = Date.parse('2026-01-01T12:00:00Z')
const MINUTE = 60_000

const line = (changes: Partial<LedgerLine> = {}): LedgerLine => ({
  gateway: 'kannel',
  to: '+12025550001',
  reference: 'first',
  text: '123456 is your code.\n\n@localhost #123456',
  at: NOW,
  ...changes,
})

const message = (changes: Partial<Facts['messages'][number]> = {}): Facts['messages'][number] => ({
  id: 'm1',
  verificationId: 'v1',
  smsId: 'm1',
  to: '+12025550001',
  status: 'ACCEPTED',
  gateway: 'kannel',
  reference: 'first',
  ...changes,
})

const verification = (changes: Partial<Facts['verifications'][number]> = {}): Facts['verifications'][number] => ({
  id: 'v1',
  phone: '+12025550001',
  attempts: 0,
  expiresAt: NOW + 10 * MINUTE,
  approvedAt: null,
  supersededAt: null,
  ...changes,
})

const events = (messageId: string, ...statuses: Facts['messages'][number]['status'][]) =>
  statuses.map((status) => ({ messageId, status }))

/** The facts of one successful message, with changes. */
const facts = (changes: Partial<Facts> = {}): Facts => ({
  verifications: [verification()],
  messages: [message()],
  events: events('m1', 'QUEUED', 'SENDING', 'ACCEPTED'),
  lines: [line()],
  acknowledged: [{ id: 'v1', messageId: 'm1' }],
  checks: [],
  tables: 'm1 v1 +12025550001 2026-01-01 12:00:00.123+00',
  logs: '{"time":"2026-01-01T12:00:00.123Z","message":"m1"}',
  ...changes,
})

const second = message({ id: 'm2', gateway: 'android', reference: 'second' })
const toSecond = line({ gateway: 'android', reference: 'second' })
const ofSecond = events('m2', 'QUEUED', 'SENDING', 'ACCEPTED')

/** The facts of an unknown outcome and a second dispatch, with changes. */
const twice = (changes: Partial<Facts> = {}): Facts =>
  facts({
    messages: [message({ status: 'UNKNOWN' }), second],
    events: [...events('m1', 'QUEUED', 'SENDING', 'UNKNOWN'), ...ofSecond],
    lines: [line(), toSecond],
    ...changes,
  })

const TOKEN = 'Zk3_vQ-8sLw0aBcDeFgHiJ'
const withToken = (changes: Partial<Facts>): Facts =>
  facts({ messages: [message({ reference: TOKEN })], lines: [line({ reference: TOKEN })], ...changes })

const broken = (of: Facts) => [...new Set(reconcile(of).map(({ invariant }) => invariant))]

describe('valid outcomes', () => {
  test.each([
    ['an accepted message', facts()],
    ['a second dispatch after an unknown outcome', twice()],
    ['a decoy, which no gateway receives', facts({ messages: [message({ gateway: 'null' })], lines: [] })],
    [
      'a message that expired before it was sent',
      facts({ messages: [message({ status: 'EXPIRED' })], events: events('m1', 'QUEUED', 'EXPIRED'), lines: [] }),
    ],
    ['a code that was approved after it was sent', facts({ verifications: [verification({ approvedAt: NOW + 1 })] })],
    [
      'a wrong attempt that was counted',
      facts({ verifications: [verification({ attempts: 1 })], checks: [attempt('wrong')] }),
    ],
  ])('reports no violation for %s', (_what, of) => expect(reconcile(of)).toEqual([]))
})

function attempt(kind: string) {
  return { id: 'v1', kind }
}

describe('invariant violations', () => {
  const used = verification({ attempts: 2, approvedAt: NOW + MINUTE })
  test.each<[string, string, Facts]>([
    ['I1', 'an SMS without a committed message', facts({ lines: [line(), line({ reference: 'other' })] })],
    ['I1', 'an SMS to another number', facts({ lines: [line({ to: '+12025550002' })] })],
    ['I1', 'an SMS without its verification', facts({ verifications: [], acknowledged: [] })],
    [
      'I2',
      'a message still queued',
      facts({
        messages: [message(), { ...second, status: 'QUEUED' }],
        events: [...facts().events, ...events('m2', 'QUEUED')],
      }),
    ],
    [
      'I2',
      'a message still being sent',
      facts({ messages: [message({ status: 'SENDING' })], events: events('m1', 'QUEUED', 'SENDING') }),
    ],
    ['I3', 'one dispatch sent twice', facts({ lines: [line(), line()] })],
    [
      'I3',
      'a second dispatch after an accepted one',
      twice({ messages: [message(), second], events: [...facts().events, ...ofSecond] }),
    ],
    [
      'I3',
      'a third dispatch',
      twice({
        messages: [...twice().messages, message({ id: 'm3', reference: 'third' })],
        events: [...twice().events, ...events('m3', 'QUEUED', 'SENDING', 'ACCEPTED')],
        lines: [...twice().lines, line({ reference: 'third' })],
      }),
    ],
    ['I3', 'a different code in the second dispatch', twice({ lines: [line(), { ...toSecond, text: 'x #654321' }] })],
    ['I4', 'an SMS sent after approval', facts({ verifications: [verification({ approvedAt: NOW - MINUTE })] })],
    [
      'I4',
      'an SMS sent after its verification was superseded',
      facts({ verifications: [verification({ supersededAt: NOW - MINUTE })] }),
    ],
    ['I4', 'an SMS sent 50 s before it expires', facts({ verifications: [verification({ expiresAt: NOW + 50_000 })] })],
    [
      'I4',
      'an SMS sent although it was canceled',
      facts({ messages: [message({ status: 'CANCELED' })], events: events('m1', 'QUEUED', 'CANCELED') }),
    ],
    ['I5', 'two approvals', facts({ verifications: [used], checks: [attempt('approved'), attempt('approved')] })],
    [
      'I5',
      'an approval that is not stored',
      facts({ verifications: [verification({ attempts: 1 })], checks: [attempt('approved')] }),
    ],
    ['I6', 'a comparison that was not counted', facts({ checks: [attempt('wrong')] })],
    ['I7', 'a status that moved back', facts({ events: events('m1', 'QUEUED', 'SENDING', 'DELIVERED', 'ACCEPTED') })],
    [
      'I7',
      'two final statuses of the same rank',
      facts({
        messages: [message({ status: 'EXPIRED' })],
        events: events('m1', 'QUEUED', 'FAILED', 'EXPIRED'),
        lines: [],
      }),
    ],
    ['I7', 'a status without an event', facts({ messages: [message({ status: 'DELIVERED' })] })],
    ['I8', 'a code in a table', facts({ tables: '(m1,123456,x)' })],
    ['I8', 'a code in the log', facts({ logs: '{"text":"123456 is your code"}' })],
    ['I8', 'a number in the log', facts({ logs: '{"to":"+12025550001"}' })],
    ['I8', 'a receipt token in the log', withToken({ logs: `GET /receipts?reference=${TOKEN}` })],
    ['I9', 'an acknowledged start that is not stored', facts({ acknowledged: [{ id: 'v2', messageId: 'm2' }] })],
    [
      'I9',
      'an acknowledged start without a dispatch',
      facts({
        messages: [message({ status: 'FAILED' })],
        events: events('m1', 'QUEUED', 'SENDING', 'FAILED'),
        lines: [],
      }),
    ],
    ['I10', 'a message marked accepted that no gateway has', facts({ lines: [], acknowledged: [] })],
    [
      'I10',
      'a message marked refused that a gateway has',
      facts({ messages: [message({ status: 'FAILED' })], events: events('m1', 'QUEUED', 'SENDING', 'FAILED') }),
    ],
    [
      'I10',
      'a decoy that was sent',
      facts({ messages: [message({ gateway: 'null' })], lines: [line({ gateway: 'null' })] }),
    ],
  ])('reports a violation of %s: %s', (invariant, _what, of) => expect(broken(of)).toEqual([invariant]))
})
