import { describe, expect, test } from 'vitest'
import { passwordProblem } from '@/lib/accounts/password-strength'
import { behaviorFor, DELIVERED } from '@/lib/demo/carrier-behaviors'
import { formatPhone } from '@/lib/verification/phone'
import { ALL_PEOPLE, NORA, PEOPLE } from './people'

describe('people of the stage', () => {
  test.each(ALL_PEOPLE)(
    '$name can sign up: the number is shown as it is typed, and the passphrase is accepted',
    (one) => {
      expect(passwordProblem(one.passphrase, one)).toBeNull()
      expect(one.national).toBe(formatPhone(one.phone))
    },
  )

  test.each(PEOPLE)('messages to $name arrive', ({ phone }) => {
    expect(behaviorFor(phone)).toBe(DELIVERED)
  })

  test('messages to Nora are reported as undelivered', () => {
    expect(behaviorFor(NORA.phone)).toMatchObject({ arrives: false, receipt: 'UNDELIV' })
  })
})
