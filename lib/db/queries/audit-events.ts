import type { Db, Tx } from '@/lib/db/driver/client'
import type { AuditEvent } from '@/lib/db/generated/client'

export type NewAuditEvent = Pick<AuditEvent, 'event' | 'userId' | 'phone' | 'phoneKey' | 'ipKey'> & {
  detail: object
}

/** How often the very same happened, and how long ago it first did. */
export type CountedAuditEvent = NewAuditEvent & { count: number; secondsAgo: number }

/** Adds events in one statement; their instants are the database's. */
export const insertAuditEvents = (db: Db | Tx, events: CountedAuditEvent[]): Promise<number> => db.$executeRaw`
  INSERT INTO "AuditEvent" ("at", "event", "count", "userId", "phone", "phoneKey", "ipKey", "detail")
  SELECT now() - make_interval(secs => e."secondsAgo"), e."event", e."count", e."userId", e."phone", e."phoneKey", e."ipKey", e."detail"
  FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(
    "secondsAgo" float8, "event" text, "count" int, "userId" uuid, "phone" text, "phoneKey" text, "ipKey" text, "detail" jsonb)`

export type StoredAuditEvent = Pick<AuditEvent, 'at' | 'event' | 'count' | 'phone' | 'detail'>

/** What happened around one number, the newest first. */
export const auditEventsOf = (db: Db, phoneKey: string, most: number) => db.$queryRaw<StoredAuditEvent[]>`
  SELECT "at", "event", "count", "phone", "detail" FROM "AuditEvent"
  WHERE "phoneKey" = ${phoneKey} ORDER BY "at" DESC LIMIT ${most}`
