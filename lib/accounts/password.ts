import { hash, verify } from '@node-rs/argon2'
import type { Permit } from '@/lib/guard/limiter'
import { hashInTurn } from './hashing'
import { normalPassword } from './normal-password'

/** Argon2id at OWASP's floor: 19 MiB, two passes, one lane (ASVS 5.0 appendix C). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Null when too many are being hashed already. */
export const hashPassword = (_permit: Permit, password: string): Promise<string | null> =>
  hashInTurn(() => hash(normalPassword(password), ARGON2))

/** Of random bytes that nobody kept, with the parameters above. */
const NO_ONES_HASH = '$argon2id$v=19$m=19456,t=2,p=1$hxtVIVL2j0udJ9LW+U4OYg$OG9vFgrnIC0yIyaY3pCXDHVOJ7+yFJEkgtCEbBipTl4'

/**
 * Whether the password is the one behind the hash. Without a hash (an unknown number) it costs the same and is false, so
 * that time doesn't tell known from unknown (R9). Null when too many are being hashed already.
 */
export async function passwordMatches(
  _permit: Permit,
  passwordHash: string | null,
  password: string,
): Promise<boolean | null> {
  const matches = await hashInTurn(() => verify(passwordHash ?? NO_ONES_HASH, normalPassword(password)))
  return matches && passwordHash !== null
}
