import { describe, expect, test } from 'vitest'
import { passwordProblem } from '@/lib/accounts/password-strength'
import { behaviorFor, DELIVERED } from '@/lib/demo/carrier-behaviors'
import { formatPhone } from '@/lib/verification/phone'
import { PEOPLE } from './people'

describe('people of the stage', () => {
  test.each(PEOPLE)('$name can sign up: the message arrives, and the passphrase is accepted', (person) => {
    expect(behaviorFor(person.phone)).toBe(DELIVERED)
    expect(passwordProblem(person.passphrase, person)).toBeNull()
    expect(person.national).toBe(formatPhone(person.phone))
  })
})
