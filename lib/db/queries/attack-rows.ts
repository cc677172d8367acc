import type { Db, Tx } from '@/lib/db/driver/client'
import { Prisma } from '@/lib/db/generated/client'
import { endQueued } from './messages'
import { costOf, insertSpend } from './spend'

interface Attacked {
  range: string
  browserPrefix: string
}

/** SQL: the verifications of the stage's attack. */
const verificationsOf = ({ range, browserPrefix }: Attacked) => Prisma.sql`
  SELECT "id" FROM "Verification" WHERE "range" = ${range} AND starts_with("browserHash", ${browserPrefix})`

export const cancelAttackMessages = (db: Db, of: Attacked): Promise<number> =>
  endQueued(
    db,
    { status: 'CANCELED', reason: 'the attack is over' },
    Prisma.sql`"verificationId" IN (${verificationsOf(of)})`,
  )

/** Whether a worker has leased one of the attack's messages. */
export async function isSendingAttackMessages(db: Db, of: Attacked): Promise<boolean> {
  const rows = await db.$queryRaw<object[]>`
    SELECT "id" FROM "Message" WHERE "status" = 'SENDING' AND "verificationId" IN (${verificationsOf(of)}) LIMIT 1`
  return rows.length > 0
}

/** Deletes verifications, messages and limits of the attack, and reverses its cost. Locks in the order of other writers. */
export const deleteAttackRows = (db: Db, { limitKeys, ...of }: Attacked & { limitKeys: string[] }): Promise<void> =>
  db.$transaction(async (tx) => {
    await deleteMessages(tx, of)
    await tx.$executeRaw`DELETE FROM "Verification" WHERE "id" IN (${verificationsOf(of)})`
    await tx.$executeRaw`
      DELETE FROM "RateLimit" WHERE "key" IN (
        SELECT "key" FROM "RateLimit" WHERE "key" = ANY(${limitKeys}::text[]) ORDER BY "key" FOR UPDATE)`
  })

const deleteMessages = (tx: Tx, of: Attacked): Promise<number> => tx.$executeRaw`
  WITH "gone" AS (
    DELETE FROM "Message" WHERE "id" = ANY(ARRAY(
      SELECT "id" FROM "Message" WHERE "verificationId" IN (${verificationsOf(of)}) ORDER BY "id" FOR UPDATE))
    RETURNING "to", "receiptToken", "createdAt", "country", "template", -(${Prisma.raw(costOf('"Message"'))}) AS "change"),
  "cost" AS (${insertSpend('gone')})
  DELETE FROM "HandsetMessage" AS h USING "gone" WHERE h."to" = "gone"."to" AND h."reference" = "gone"."receiptToken"`
