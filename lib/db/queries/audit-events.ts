import type { Db, Tx } from '@/lib/db/driver/client'
import type { AuditEvent } from '@/lib/db/generated/client'

export type NewAuditEvent = Pick<AuditEvent, 'event' | 'userId' | 'phone' | 'phoneKey' | 'ipKey'> & {
  detail: object
}

/** Equal events are counted; `secondsAgo` is the age of the first. */
export type CountedAuditEvent = NewAuditEvent & { count: number; secondsAgo: number }

export const insertAuditEvents = (db: Db | Tx, events: CountedAuditEvent[]): Promise<number> => db.$executeRaw`
  INSERT INTO "AuditEvent" ("at", "event", "count", "userId", "phone", "phoneKey", "ipKey", "detail")
  SELECT now() - make_interval(secs => e."secondsAgo"), e."event", e."count", e."userId", e."phone", e."phoneKey", e."ipKey", e."detail"
  FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(
    "secondsAgo" float8, "event" text, "count" int, "userId" uuid, "phone" text, "phoneKey" text, "ipKey" text, "detail" jsonb)`

export type StoredAuditEvent = Pick<AuditEvent, 'at' | 'event' | 'count' | 'phone' | 'detail'>

/** Returns the events of a number, newest first. */
export const auditEventsOf = (db: Db, phoneKey: string, limit: number) => db.$queryRaw<StoredAuditEvent[]>`
  SELECT "at", "event", "count", "phone", "detail" FROM "AuditEvent"
  WHERE "phoneKey" = ${phoneKey} ORDER BY "at" DESC LIMIT ${limit}`
