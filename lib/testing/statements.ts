import type { OpenDatabase } from '@/lib/db/driver/client'
import { SafePrismaPGlite } from '@/lib/db/driver/pglite-adapter'
import { postgresAdapter } from '@/lib/db/driver/postgres'
import { PrismaClient } from '@/lib/db/generated/client'
import { singleton } from '@/lib/process/singleton'

const opened = singleton<{ database?: OpenDatabase }>('database', () => ({}))

/** Statements of the background flushes of audit events and tallies. */
const isBehind = (query: string) => query.includes('"AuditEvent"') || query.includes('"Tally"')

/** Returns the SQL statements of `act` in order, with placeholders for values. */
export async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
  const { database } = opened
  if (!database) throw new Error('no database is open')
  const statements: string[] = []
  const prisma = new PrismaClient({ adapter: adapterOf(database), log: [{ emit: 'event', level: 'query' }] })
  prisma.$on('query', ({ query }) => isBehind(query) || statements.push(query))
  opened.database = { ...database, prisma }
  try {
    await act()
    return statements
  } finally {
    opened.database = database
    if (database.driver.kind === 'server') await prisma.$disconnect()
  }
}

const adapterOf = ({ driver }: OpenDatabase) =>
  driver.kind === 'server' ? postgresAdapter(driver.url) : new SafePrismaPGlite(driver.lite)
