const DATABASE_ERROR = /^(PrismaClient|DriverAdapter|Database)\w*$/
const SYSTEM_ERROR = /^E[A-Z]+$/

/** Whether the cause is a failed dependency, such as the database, and not a defect. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return DATABASE_ERROR.test(error.name) || SYSTEM_ERROR.test(code) || isOutage(error.cause)
}
