import { fingerprint } from '@/lib/audit/fingerprint'
import { presentName } from '@/lib/audit/former-names'
import { auditEventsOf } from '@/lib/db/queries/audit-events'
import { openMigrated } from './migrate/open-migrated'
import { readConfiguration } from './serve/configure'
import { StartFailure } from './serve/start-failure'

const MAX_EVENTS = 500

/** Returns the audit events of a phone number, newest first, and the key for finding them in SQL. */
export async function auditTrail(
  configured: { databaseUrl?: string; dataDir: string },
  phone: string,
): Promise<string> {
  if (!/^\+\d{8,15}$/.test(phone))
    throw new StartFailure('Pass the phone number in E.164 format: npm run audit -- +12025550123')
  readConfiguration()
  const database = await openMigrated(configured)
  const phoneKey = fingerprint('phone', phone)
  const events = await auditEventsOf(database.prisma, phoneKey, MAX_EVENTS)
  await database.close()
  const lines = events.map(
    ({ at, event, count, detail }) => `${at.toISOString()}  ${presentName(event)} ×${count}  ${JSON.stringify(detail)}`,
  )
  return [...lines, `${events.length} events with "phoneKey" = '${phoneKey}'`].join('\n')
}
