const PRISMA_UNIQUE_VIOLATION = 'P2002'

/** Told by its code and not by its class: pages and scripts are bundled apart and each have a class of their own. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === PRISMA_UNIQUE_VIOLATION
