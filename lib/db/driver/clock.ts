import type { Db } from './client'

export async function databaseNow(db: Db): Promise<Date> {
  const rows = await db.$queryRaw<{ now: Date }[]>`SELECT now() AS "now"`
  return rows[0]?.now ?? new Date(0)
}
