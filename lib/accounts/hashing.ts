import { availableParallelism } from 'node:os'
import { type BulkheadPolicy, bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { singleton } from '@/lib/process/singleton'

/** Leaves a core to other work; each hash takes 19 MiB. */
const AT_ONCE = Math.max(1, Math.min(4, availableParallelism() - 1))
/** About two seconds of work. */
const WAITING = 64

const hashing = singleton<BulkheadPolicy>('hashing', () => bulkhead(AT_ONCE, WAITING))

/** Hashes in a bounded queue, to keep other requests responsive (ASVS 5.0 2.4.1). Returns null if it is full. */
export async function hashInTurn<T>(hash: () => Promise<T>): Promise<T | null> {
  try {
    return await hashing.execute(hash)
  } catch (error) {
    if (isBulkheadRejectedError(error)) return null
    throw error
  }
}
