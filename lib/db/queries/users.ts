import type { Db, Tx } from '@/lib/db/driver/client'
import type { User } from '@/lib/db/generated/client'

export type Account = Pick<User, 'id' | 'passwordHash'> & {
  /** Whether this browser has signed in to the account before. */
  knownBrowser: boolean
}

/** Returns the account with this number, or null. Always one query, so timing does not reveal whether it exists (R9). */
export async function accountOf(db: Db, phone: string, browserHash: string): Promise<Account | null> {
  const rows = await db.$queryRaw<Account[]>`
    SELECT u."id"::text, u."passwordHash", EXISTS (
      SELECT 1 FROM "KnownBrowser" AS b WHERE b."userId" = u."id" AND b."browserHash" = ${browserHash}) AS "knownBrowser"
    FROM "User" AS u WHERE u."phone" = ${phone}`
  return rows[0] ?? null
}

export const userExists = async (db: Db, phone: string): Promise<boolean> =>
  (await db.user.count({ where: { phone } })) > 0

export async function userName(db: Db, phone: string): Promise<string | undefined> {
  return (await db.user.findUnique({ where: { phone }, select: { name: true } }))?.name
}

/** Returns the new user's id. Rejects if the number has an account already (`isUniqueViolation`). */
export async function insertUser(
  tx: Tx,
  { phone, name, passwordHash, locale }: Pick<User, 'phone' | 'name' | 'passwordHash' | 'locale'>,
): Promise<string> {
  const { id } = await tx.user.create({ data: { phone, name, passwordHash, locale }, select: { id: true } })
  return id
}

export const updatePasswordHash = (
  tx: Tx,
  userId: string,
  passwordHash: string,
): Promise<Pick<User, 'phone' | 'locale'>> =>
  tx.user.update({ where: { id: userId }, data: { passwordHash }, select: { phone: true, locale: true } })
