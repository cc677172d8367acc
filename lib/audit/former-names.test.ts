import { expect, test } from 'vitest'
import { AUDIT_EVENTS } from './events'
import { presentName } from './former-names'

test.each([
  ['budget.alarm', 'spending-cap.alarm'],
  ['fraud.budget-spent', 'fraud.cap-reached'],
  ['fraud.check-asked', 'fraud.challenge-required'],
  ['reply.rejected', 'inbound.rejected'],
])('an audit event stored as %s is read as %s', (former, present) => {
  expect(presentName(former)).toBe(present)
  expect(AUDIT_EVENTS).toHaveProperty([present])
  expect(AUDIT_EVENTS).not.toHaveProperty([former])
})

test('reads a current audit event name unchanged', () => {
  for (const name of Object.keys(AUDIT_EVENTS)) expect(presentName(name)).toBe(name)
})
