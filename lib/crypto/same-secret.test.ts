import { expect, test } from 'vitest'
import { sameSecret } from './same-secret'

test('returns true only for equal digits', () => {
  expect(sameSecret('012345', '012345')).toBe(true)
  expect(sameSecret('012346', '012345')).toBe(false)
  expect(sameSecret('112345', '012345')).toBe(false)
})

test.each(['', '0', '12345', '0123456', '０１２３４５', '\0\0\0\0\0\0', '012345 '])(
  'returns false for %j without throwing, whatever its length',
  (given) => {
    expect(sameSecret(given, '012345')).toBe(false)
  },
)
