export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

const PRISMA_UNIQUE_VIOLATION = 'P2002'

/** Matches the error code, since each bundle has an error class of its own. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === PRISMA_UNIQUE_VIOLATION
