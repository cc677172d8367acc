import { afterEach, expect } from 'vitest'
import { leaksSoFar, watchOutput } from '@/lib/testing/leaks'

// Every test fails if a code, a password, a token or a full phone number is written during it.
watchOutput()
afterEach(() => {
  expect(leaksSoFar(), 'no secrets in the output').toEqual([])
})
