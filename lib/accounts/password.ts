import { hash, verify } from '@node-rs/argon2'
import type { Permit } from '@/lib/guard/limiter'
import { hashInTurn } from './hashing'
import { normalPassword } from './normal-password'

/** OWASP's minimum for argon2id: 19 MiB (ASVS 5.0 appendix C). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Returns null if the hash queue is full. */
export const hashPassword = (_permit: Permit, password: string): Promise<string | null> =>
  hashInTurn(() => hash(normalPassword(password), ARGON2))

/** The hash of discarded random bytes, with the parameters above. */
const NO_ONES_HASH = '$argon2id$v=19$m=19456,t=2,p=1$hxtVIVL2j0udJ9LW+U4OYg$OG9vFgrnIC0yIyaY3pCXDHVOJ7+yFJEkgtCEbBipTl4'

/** Verifies a password. Takes the same time without a hash (R9). Returns null if the hash queue is full. */
export async function passwordMatches(
  _permit: Permit,
  passwordHash: string | null,
  password: string,
): Promise<boolean | null> {
  const matches = await hashInTurn(() => verify(passwordHash ?? NO_ONES_HASH, normalPassword(password)))
  return matches && passwordHash !== null
}
