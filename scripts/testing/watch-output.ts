import { afterEach, expect } from 'vitest'
import { leaksSoFar, watchOutput } from '@/lib/testing/leaks'

// Whatever a test is about: it fails when a code, a password, a token or a whole number is written meanwhile.
watchOutput()
afterEach(() => {
  expect(leaksSoFar(), 'nothing secret is written').toEqual([])
})
