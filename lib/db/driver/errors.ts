/** The database can't be used. The message is one sentence for the operator. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

const PRISMA_UNIQUE_VIOLATION = 'P2002'

/** Recognized by its code, not by its class: pages and scripts are bundled apart, each with a class of its own. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === PRISMA_UNIQUE_VIOLATION
