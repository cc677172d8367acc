import { availableParallelism } from 'node:os'
import { type BulkheadPolicy, bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { singleton } from '@/lib/process/singleton'

/** A core is left to everybody else, and a hash takes 19 MiB. */
const AT_ONCE = Math.max(1, Math.min(4, availableParallelism() - 1))
/** As many as are done in about two seconds: who comes later is told so at once. */
const WAITING = 64

const hashing = singleton<BulkheadPolicy>('hashing', () => bulkhead(AT_ONCE, WAITING))

/**
 * Hashes with few others at a time and in a bounded queue, so that a burst of sign-ins can't starve the rest (ASVS 5.0
 * 2.4.1). Null when the queue is full: nothing was hashed, whoever asked.
 */
export async function hashInTurn<T>(hash: () => Promise<T>): Promise<T | null> {
  try {
    return await hashing.execute(hash)
  } catch (error) {
    if (isBulkheadRejectedError(error)) return null
    throw error
  }
}
