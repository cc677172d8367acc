import type { Db } from '@/lib/db/driver/client'
import type { NetworkCondition } from '@/lib/db/generated/client'

export type NetworkConditionRow = NetworkCondition

export const allNetworkConditions = (db: Db): Promise<NetworkConditionRow[]> => db.$queryRaw`
  SELECT "gateway", "delayMs", "loss", "failureRate", "carrierDown", "receiptDelayMs", "receiptsLost", "receiptsDuplicated",
    "receiptsOutOfOrder", "slowMotion" FROM "NetworkCondition"`

/** Stores the conditions of all given gateways, all or none. */
export const storeNetworkConditions = (db: Db, rows: NetworkConditionRow[]): Promise<number> => db.$executeRaw`
  INSERT INTO "NetworkCondition" AS c
  SELECT * FROM jsonb_populate_recordset(null::"NetworkCondition", ${JSON.stringify(rows)}::jsonb) ORDER BY "gateway"
  ON CONFLICT ("gateway") DO UPDATE SET
    "delayMs" = excluded."delayMs", "loss" = excluded."loss", "failureRate" = excluded."failureRate",
    "carrierDown" = excluded."carrierDown", "receiptDelayMs" = excluded."receiptDelayMs",
    "receiptsLost" = excluded."receiptsLost", "receiptsDuplicated" = excluded."receiptsDuplicated",
    "receiptsOutOfOrder" = excluded."receiptsOutOfOrder", "slowMotion" = excluded."slowMotion"`
