import { expect, test } from 'vitest'
import { clock } from './countdown'

test('formats a countdown in minutes and seconds, with hours from one hour on', () => {
  expect(clock(605)).toBe('10:05')
  expect(clock(9)).toBe('0:09')
  expect(clock(3600)).toBe('1:00:00')
  expect(clock(18_069)).toBe('5:01:09')
})
