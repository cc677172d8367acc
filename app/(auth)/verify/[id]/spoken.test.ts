import { describe, expect, it } from 'vitest'
import { clock, spoken } from './spoken'

const texts = {
  second: { one: 'in {n} second', other: 'in {n} seconds' },
  minute: { one: 'in {n} minute', other: 'in {n} minutes' },
  hour: { one: 'in {n} hour', other: 'in {n} hours' },
}

describe('a time on the code page', () => {
  it.each([
    [0, 'in 1 second'],
    [1, 'in 1 second'],
    [45, 'in 45 seconds'],
    [119, 'in 119 seconds'],
    [120, 'in 2 minutes'],
    [241, 'in 5 minutes'],
    [7199, 'in 120 minutes'],
    [7200, 'in 2 hours'],
    [82_800, 'in 23 hours'],
  ])('of %i seconds is written %s', (seconds, said) => {
    expect(spoken(seconds, 'en', texts)).toBe(said)
  })

  it('counts down as a clock does, with hours where there are any', () => {
    expect(clock(605)).toBe('10:05')
    expect(clock(9)).toBe('0:09')
    expect(clock(3600)).toBe('1:00:00')
    expect(clock(18_069)).toBe('5:01:09')
  })
})
