import { describe, expect, test } from 'vitest'
import type { CodePathRow, DispatchRow } from '@/lib/db/queries/code-paths'
import { codePathOf } from './code-path'

const NOW = 10_000

const dispatch = (change: Partial<DispatchRow> = {}): DispatchRow => ({
  gateway: 'handset',
  status: 'QUEUED',
  events: [{ status: 'QUEUED', atMs: 1000 }],
  carried: null,
  ...change,
})

const row = (change: Partial<CodePathRow> = {}): CodePathRow => ({
  id: 'v1',
  phone: '+12025550123',
  attempts: 0,
  nowMs: NOW,
  createdAtMs: 1000,
  approvedAtMs: null,
  secondsLeft: 590,
  isSuperseded: false,
  dispatches: [dispatch()],
  ...change,
})

const ACCEPTED: Partial<DispatchRow> = {
  status: 'ACCEPTED',
  events: [
    { status: 'QUEUED', atMs: 1000 },
    { status: 'SENDING', atMs: 1010 },
    { status: 'ACCEPTED', atMs: 1030 },
  ],
  carried: { atMs: 1030, arrivesAtMs: 2030, arrives: true },
}

/** The stations' states in order, one letter each: reached, waiting, ahead, failed. */
const states = (of: CodePathRow) =>
  codePathOf(of)
    .stations.map(({ state }) => state[0])
    .join('')
const legs = (of: CodePathRow) => codePathOf(of).stations.map(({ legMs }) => legMs)

describe('path of a code', () => {
  test.each<[string, CodePathRow, string]>([
    ['committed', row(), 'rwaaaaa'],
    [
      'accepted by the gateway before its carrier has it',
      row({
        nowMs: 1500,
        dispatches: [dispatch({ ...ACCEPTED, carried: { atMs: 1501, arrivesAtMs: 2030, arrives: true } })],
      }),
      'rrrwaaa',
    ],
    ['with the carrier', row({ nowMs: 2029, dispatches: [dispatch(ACCEPTED)] }), 'rrrrwaa'],
    ['on the phone', row({ dispatches: [dispatch(ACCEPTED)] }), 'rrrrrwa'],
    ['entered wrongly', row({ attempts: 1, dispatches: [dispatch(ACCEPTED)] }), 'rrrrrrw'],
    ['verified', row({ attempts: 1, approvedAtMs: 9000, dispatches: [dispatch(ACCEPTED)] }), 'rrrrrrr'],
    ['exhausted', row({ attempts: 5, dispatches: [dispatch(ACCEPTED)] }), 'rrrrrrf'],
    ['expired on the phone', row({ secondsLeft: -1, dispatches: [dispatch(ACCEPTED)] }), 'rrrrraa'],
    [
      'refused by the gateway',
      row({
        dispatches: [
          dispatch({
            status: 'FAILED',
            events: [
              { status: 'SENDING', atMs: 1010 },
              { status: 'FAILED', atMs: 1020 },
            ],
          }),
        ],
      }),
      'rrfaaaa',
    ],
    [
      'lost by the carrier',
      row({
        dispatches: [
          dispatch({ ...ACCEPTED, status: 'UNDELIVERED', carried: { atMs: 1030, arrivesAtMs: 2030, arrives: false } }),
        ],
      }),
      'rrrfaaa',
    ],
  ])('shows a code that is %s by the reached stations', (_, of, expected) => {
    expect(states(of)).toBe(expected)
  })

  test('a leg lasts from the previous reached station, by the times of the rows', () => {
    const verified = row({ attempts: 1, approvedAtMs: 9000, dispatches: [dispatch(ACCEPTED)] })
    expect(legs(verified)).toEqual([null, 10, 20, 0, 1000, 6970, 0])
  })

  test('a message that never arrives does not reach the phone', () => {
    const lost = row({
      dispatches: [dispatch({ ...ACCEPTED, carried: { atMs: 1030, arrivesAtMs: 2030, arrives: false } })],
    })
    expect(states(lost)).toBe('rrrrwaa')
  })

  test('after a failover, shows the dispatch whose message is on the phone, and lists all', () => {
    const failed = dispatch({ status: 'FAILED', events: [{ status: 'SENDING', atMs: 1010 }] })
    const second = dispatch({ ...ACCEPTED, gateway: 'handset-b' })
    const path = codePathOf(row({ dispatches: [failed, second] }))
    expect(path.dispatches.map(({ gateway, outcome }) => `${gateway} ${outcome}`)).toEqual([
      'handset failed',
      'handset-b accepted',
    ])
    expect(path.stations[4]?.state).toBe('reached')
  })

  test('reports the time from the dispatch to the receipt', () => {
    const events = [...(ACCEPTED.events ?? []), { status: 'DELIVERED' as const, atMs: 2510 }]
    const path = codePathOf(row({ dispatches: [dispatch({ ...ACCEPTED, status: 'DELIVERED', events })] }))
    expect(path.dispatches[0]).toMatchObject({ outcome: 'delivered', receiptMs: 1500 })
  })
})
