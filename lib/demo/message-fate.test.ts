import { describe, expect, test } from 'vitest'
import { BEHAVIORS, DELIVERED } from './carrier-behaviors'
import { fateOf } from './message-fate'
import { CLEAR, type NetworkCondition } from './network-conditions'

const ALMOST_ONE = 1 - Number.EPSILON

/** Returns the numbers in order; a further draw fails the test. */
function draws(...numbers: number[]) {
  const left = [...numbers]
  return () => {
    const next = left.shift()
    if (next === undefined) throw new Error('drew too many random numbers')
    return next
  }
}

const fate = (changes: Partial<NetworkCondition>, random: () => number = () => 0.5, behavior = DELIVERED) =>
  fateOf({ behavior, condition: { ...CLEAR, ...changes }, usualDelayMs: 1500, random })

const ARRIVES = { kind: 'accepted', arrives: true, receipt: 'DELIVERED', receiptDetail: null }
const LOST = { kind: 'accepted', arrives: false, receipt: null, receiptDetail: null }

describe('the fate of a message', () => {
  test.each([0, 0.5, ALMOST_ONE])('a clear network delivers every message, whatever is drawn: %d', (random) => {
    expect(fate({}, () => random)).toMatchObject(ARRIVES)
  })

  test.each([0, 0.5, ALMOST_ONE])('a gateway that is down refuses every message, whatever is drawn: %d', (random) => {
    expect(fate({ failureRate: 1 }, () => random)).toEqual({ kind: 'refused' })
  })

  test.each([0, 0.5, ALMOST_ONE])('a network that loses all delivers none and reports none: %d', (random) => {
    expect(fate({ loss: 1 }, () => random)).toMatchObject(LOST)
  })

  test('a gateway refuses the share of messages that its failure rate names', () => {
    expect(fate({ failureRate: 0.25 }, draws(0.2499))).toEqual({ kind: 'refused' })
    expect(fate({ failureRate: 0.25 }, draws(0.25, 0, 0))).toMatchObject(ARRIVES)
  })

  test('a network loses the share of messages that its loss names', () => {
    expect(fate({ loss: 0.25 }, draws(0, 0.2499, 0))).toMatchObject(LOST)
    expect(fate({ loss: 0.25 }, draws(0, 0.25, 0))).toMatchObject(ARRIVES)
  })

  test('a carrier that is down accepts messages and reports them as undelivered', () => {
    const undelivered = { kind: 'accepted', arrives: false, receipt: 'UNDELIVERED' }
    expect(fate({ carrierDown: true })).toMatchObject({ ...undelivered, receiptDetail: 'the carrier is down' })
  })

  test.each([
    [null, 1500],
    [0, 0],
    [9000, 9000],
  ])('a delay of %s ms takes %d ms on average, and up to a third more or less', (delayMs, mean) => {
    const taken = [0, 0.5, ALMOST_ONE].map((random) => fate({ delayMs }, draws(0, 0, random)))
    const expected = [(mean * 2) / 3, mean, (mean * 4) / 3].map((ms) => ({ ...ARRIVES, carrierMs: 0, delayMs: ms }))
    expect(taken).toEqual(expected)
  })

  test('in slow motion, carrier and phone take seconds, and a slower network stays as slow', () => {
    expect(fate({ slowMotion: true })).toEqual({ ...ARRIVES, carrierMs: 1200, delayMs: 2400 })
    expect(fate({ slowMotion: true, delayMs: 9000 })).toMatchObject({ carrierMs: 1200, delayMs: 9000 })
  })

  test.each(Object.entries(BEHAVIORS))(
    'a number that ends in 555 01%s keeps its behavior on a network that loses all, but not on a gateway that is down',
    (_, behavior) => {
      const lossy = fate({ loss: 1, carrierDown: true }, () => 0.5, behavior)
      expect(lossy).toEqual(fate({}, () => 0.5, behavior))
      expect(lossy).toMatchObject({ kind: 'accepted', arrives: behavior.arrives })
      expect(fate({ failureRate: 1 }, () => 0.5, behavior)).toEqual({ kind: 'refused' })
    },
  )
})
