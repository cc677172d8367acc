import { expect, test } from 'vitest'
import { inboundToken } from './inbound-token'

test("derives Kannel's inbound token like the documented openssl command", () => {
  // printf kannel-replies | openssl dgst -sha256 -hmac a-secret-for-tests-of-no-worth-at-all
  const made = 'c0c7e4e639caf4b51fa7cda4433cddaf53d0401bf58100bb5b8124bc2f1e7a79'
  expect(inboundToken('a-secret-for-tests-of-no-worth-at-all')).toBe(made)
  expect(inboundToken('a-secret-for-tests-of-no-worth-at-all-')).not.toBe(made)
})
