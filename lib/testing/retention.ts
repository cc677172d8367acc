import { randomBytes, randomUUID } from 'node:crypto'
import type { Tx } from '@/lib/db/driver/client'
import { freshPhone } from './verifications'

type Make = (tx: Tx, daysAgo: number) => Promise<{ table: string; key: string; value: string }>

const token = () => randomBytes(16).toString('base64url')
const uuid = async (rows: Promise<{ id: string }[]>) => (await rows)[0]?.id ?? ''

const userId = (tx: Tx) =>
  tx.user.create({ data: { phone: freshPhone(), name: 'Ada', passwordHash: 'none' } }).then(({ id }) => id)

/** Inserts a row whose retention started `daysAgo` days ago, by the name of its retention rule. */
export const MAKE_OVER: Record<string, Make> = {
  verifications: async (tx, daysAgo) => {
    const [id, phone] = [randomUUID(), freshPhone()]
    await tx.$executeRaw`
      INSERT INTO "Verification" ("id", "purpose", "phone", "browserHash", "nonce", "keyId", "locale", "expiresAt")
      VALUES (${id}::uuid, 'SIGN_UP', ${phone}, ${token()}, '\\x00', 'test', 'en', now() - make_interval(days => ${daysAgo}::int))`
    return { table: 'Verification', key: 'id', value: id }
  },
  messages: async (tx, daysAgo) => {
    const id = randomUUID()
    await tx.$executeRaw`
      INSERT INTO "Message" ("id", "smsId", "to", "template", "locale", "gateway", "status", "receiptToken", "createdAt", "expiresAt")
      VALUES (${id}::uuid, ${id}::uuid, ${freshPhone()}, 'signUp', 'en', 'null', 'DELIVERED', ${token()},
        now() - make_interval(days => ${daysAgo}::int), now() - make_interval(days => ${daysAgo}::int))`
    await tx.messageEvent.create({ data: { messageId: id, status: 'DELIVERED' } })
    return { table: 'Message', key: 'id', value: id }
  },
  'ended-sessions': async (tx, daysAgo) => {
    const [id, owner] = [token(), await userId(tx)]
    await tx.$executeRaw`
      INSERT INTO "Session" ("id", "userId", "revokedAt") VALUES (${id}, ${owner}::uuid, now() - make_interval(days => ${daysAgo}::int))`
    return { table: 'Session', key: 'id', value: id }
  },
  'old-sessions': async (tx, daysAgo) => {
    const [id, owner] = [token(), await userId(tx)]
    await tx.$executeRaw`
      INSERT INTO "Session" ("id", "userId", "createdAt") VALUES (${id}, ${owner}::uuid, now() - make_interval(days => ${daysAgo}::int))`
    return { table: 'Session', key: 'id', value: id }
  },
  'known-browsers': async (tx, daysAgo) => {
    const [browserHash, owner] = [token(), await userId(tx)]
    await tx.$executeRaw`
      INSERT INTO "KnownBrowser" ("userId", "browserHash", "lastUsedAt")
      VALUES (${owner}::uuid, ${browserHash}, now() - make_interval(days => ${daysAgo}::int))`
    return { table: 'KnownBrowser', key: 'browserHash', value: browserHash }
  },
  'handset-messages': async (tx, daysAgo) => {
    const value = await uuid(tx.$queryRaw`
      INSERT INTO "HandsetMessage" ("to", "from", "body", "arrivesAt", "deliveredAt")
      VALUES (${freshPhone()}, 'Latchkey', 'x', now(), now() - make_interval(days => ${daysAgo}::int)) RETURNING "id"::text`)
    return { table: 'HandsetMessage', key: 'id', value }
  },
  'audit-events': async (tx, daysAgo) => {
    const value = await uuid(tx.$queryRaw`
      INSERT INTO "AuditEvent" ("event", "at") VALUES ('sign-out', now() - make_interval(days => ${daysAgo}::int)) RETURNING "id"::text`)
    return { table: 'AuditEvent', key: 'id', value }
  },
  'used-nonces': async (tx, daysAgo) => {
    const id = token()
    await tx.$executeRaw`
      INSERT INTO "UsedNonce" ("id", "expiresAt") VALUES (${id}, now() - make_interval(days => ${daysAgo}::int))`
    return { table: 'UsedNonce', key: 'id', value: id }
  },
  tallies: async (tx, daysAgo) => {
    const subject = token()
    await tx.$executeRaw`
      INSERT INTO "Tally" ("seconds", "at", "subject", "attempted", "succeeded")
      VALUES (3600, now() - make_interval(days => ${daysAgo}::int), ${subject}, 1, 0)`
    return { table: 'Tally', key: 'subject', value: subject }
  },
  'spend-totals': async (tx, daysAgo) => {
    const country = token()
    await tx.$executeRaw`
      INSERT INTO "SpendTotal" ("minute", "country", "template", "segments")
      VALUES (now() - make_interval(days => ${daysAgo}::int), ${country}, 'signUpCode', 1)`
    return { table: 'SpendTotal', key: 'country', value: country }
  },
  limits: async (tx, daysAgo) => {
    const key = token()
    await tx.$executeRaw`
      INSERT INTO "RateLimit" ("key", "hits", "expiresAt") VALUES (${key}, '{}', now() - make_interval(days => ${daysAgo}::int))`
    return { table: 'RateLimit', key: 'key', value: key }
  },
}
