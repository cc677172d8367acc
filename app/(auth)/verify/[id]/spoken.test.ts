import { describe, expect, it } from 'vitest'
import { clock, spoken } from './spoken'

const texts = {
  second: { one: 'in {n} second', other: 'in {n} seconds' },
  minute: { one: 'in {n} minute', other: 'in {n} minutes' },
}

describe('times as the code page says them', () => {
  it.each([
    [0, 'in 1 second'],
    [1, 'in 1 second'],
    [45, 'in 45 seconds'],
    [119, 'in 119 seconds'],
    [120, 'in 2 minutes'],
    [241, 'in 5 minutes'],
  ])('%i seconds are said %s', (seconds, said) => {
    expect(spoken(seconds, 'en', texts)).toBe(said)
  })

  it('shows minutes and seconds as a clock does', () => {
    expect(clock(605)).toBe('10:05')
    expect(clock(9)).toBe('0:09')
  })
})
