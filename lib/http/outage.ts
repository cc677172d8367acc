/** What Prisma, its driver adapters and our own code call the failures of a database. */
const DATABASE_ERROR = /^(PrismaClient|DriverAdapter|Database)\w*$/
/** Node's codes of failed connections, like ECONNREFUSED. */
const SYSTEM_ERROR = /^E[A-Z]+$/

/** Whether an exception comes from something that this process depends on, like the database, and not from a defect. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return DATABASE_ERROR.test(error.name) || SYSTEM_ERROR.test(code) || isOutage(error.cause)
}
