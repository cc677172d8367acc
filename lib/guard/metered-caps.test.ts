import { describe, expect, test } from 'vitest'
import { meteredRoom } from './metered-caps'

const PARTS = 60
const usage = (changes: Record<number, number>) => Array.from({ length: PARTS }, (_, part) => changes[part] ?? 0)

describe('meteredRoom', () => {
  test('an unused cap allows a burst of 30 %', () => {
    expect(meteredRoom(usage({}), 420)).toBeCloseTo(126)
  })

  test('a used burst leaves nothing at first', () => {
    expect(meteredRoom(usage({ 59: 126 }), 420)).toBeLessThanOrEqual(0)
  })

  test('a cap refills evenly over the period', () => {
    expect(meteredRoom(usage({ 49: 126 }), 420)).toBeCloseTo(49)
    expect(meteredRoom(usage({ 29: 126 }), 420)).toBeCloseTo(126)
  })

  test('never exceeds the cap within one period', () => {
    let total = 0
    const used = usage({})
    for (let part = 0; part < PARTS; part++) {
      const soFar = [...Array.from({ length: PARTS - 1 - part }, () => 0), ...used.slice(0, part), 0]
      used[part] = Math.max(0, Math.floor(meteredRoom(soFar, 420)))
      total += used[part] ?? 0
    }
    expect(total).toBeLessThanOrEqual(420)
    expect(total).toBeGreaterThan(400)
    expect(used.slice(30).every((amount) => amount > 0)).toBe(true)
  })

  test('does not meter the first 30 segments', () => {
    expect(meteredRoom(usage({}), 14)).toBe(14)
    expect(meteredRoom(usage({ 0: 10 }), 14)).toBe(4)
  })
})
