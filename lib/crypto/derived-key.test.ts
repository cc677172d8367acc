import { expect, test } from 'vitest'
import { auditKey, derivedKey } from './derived-key'

const SECRET = 'a-secret-for-tests-of-no-worth-at-all'

test('derives the same keys in every release, since tokens and fingerprints outlive one', () => {
  expect(derivedKey(SECRET, 'kannel-replies').toString('hex')).toBe(
    'c0c7e4e639caf4b51fa7cda4433cddaf53d0401bf58100bb5b8124bc2f1e7a79',
  )
  expect(derivedKey(SECRET, 'demo:kannel').toString('base64url')).toBe('qkLJu7FKTmtwa57D_HYVGOm3W6L3x5kdhMEZqY5_Y9U')
  expect(derivedKey(SECRET, 'demo:carrier').toString('base64url')).toBe('eD8Ca-D4LIWLaeBbS4b3TEdVGQ3OT29o6LZ2Eh7HLU0')
  expect(derivedKey(SECRET, 'demo-access:open sesame').toString('base64url')).toBe(
    'LdO5OpQ73OQKOf5epya-oYPriF-sWDyH0cudTWOpNx0',
  )
  expect(derivedKey(SECRET, 'latchkey.extra-check.puzzle').toString('base64url')).toBe(
    'TaX--2FU6YJayicP2iJlNy4Bgk-2CewwWo7fNf-UorM',
  )
  expect(derivedKey(SECRET, 'latchkey.extra-check.ticket').toString('base64url')).toBe(
    '3_qlmoEorGQiURynb_VnAan3hjw-_nn0BC5w_eDmm0M',
  )
  expect(auditKey(SECRET, 'phone').toString('base64url')).toBe('C3IL4CbapyRDsDp48e8SLpp3XhG9LwC3zGy_k7vjk-U')
  expect(auditKey(SECRET, 'network').toString('base64url')).toBe('jw2RukqV8HUShBaAMz-Dqrjy6MLFyFnN4ei4zPWOnok')
})
