import { expect, test } from 'vitest'
import { inboundToken } from './inbound-token'

test("the token of Kannel's replies is what openssl makes of the secret, as operators are told", () => {
  // printf kannel-replies | openssl dgst -sha256 -hmac a-secret-for-tests-of-no-worth-at-all
  const made = 'c0c7e4e639caf4b51fa7cda4433cddaf53d0401bf58100bb5b8124bc2f1e7a79'
  expect(inboundToken('a-secret-for-tests-of-no-worth-at-all')).toBe(made)
  expect(inboundToken('a-secret-for-tests-of-no-worth-at-all-')).not.toBe(made)
})
