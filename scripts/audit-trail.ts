import { fingerprint } from '@/lib/audit/fingerprint'
import { presentName } from '@/lib/audit/former-names'
import { auditEventsOf } from '@/lib/db/queries/audit-events'
import { openMigrated } from './migrate/open-migrated'
import { readConfiguration } from './serve/configure'
import { StartFailure } from './serve/start-failure'

const MOST = 500

/** What the audit trail tells of one number, the newest first, and by which key to find it in SQL. */
export async function auditTrail(
  configured: { databaseUrl?: string; dataDir: string },
  phone: string,
): Promise<string> {
  if (!/^\+\d{8,15}$/.test(phone)) throw new StartFailure('Name the number in full: npm run audit -- +12025550123')
  readConfiguration()
  const database = await openMigrated(configured)
  const phoneKey = fingerprint('phone', phone)
  const events = await auditEventsOf(database.prisma, phoneKey, MOST)
  await database.close()
  const lines = events.map(
    ({ at, event, count, detail }) => `${at.toISOString()}  ${presentName(event)} ×${count}  ${JSON.stringify(detail)}`,
  )
  return [...lines, `${events.length} events under "phoneKey" = '${phoneKey}'`].join('\n')
}
