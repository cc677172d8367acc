import type pg from 'pg'
import type { MessageStatus } from '@/lib/db/generated/enums'
import type { LedgerLine } from './ledger'

/** The state after a run: database, gateway ledgers, responses to clients, and log. */
export interface Facts {
  verifications: VerificationFacts[]
  messages: MessageFacts[]
  /** In insertion order. */
  events: { messageId: string; status: MessageStatus }[]
  lines: LedgerLine[]
  /** Acknowledged starts. */
  acknowledged: { id: string; messageId: string }[]
  /** Results of code checks. */
  checks: { id: string; kind: string }[]
  /** All rows of all tables that must not contain codes, as text. */
  tables: string
  logs: string
}

/** Times in milliseconds since 1970. */
export interface VerificationFacts {
  id: string
  phone: string
  attempts: number
  expiresAt: number
  approvedAt: number | null
  supersededAt: number | null
}

export interface MessageFacts {
  id: string
  verificationId: string | null
  smsId: string
  to: string
  status: MessageStatus
  gateway: string
  reference: string
}

/** Only the simulated phone stores message texts (R1). */
const MAY_HOLD_TEXTS = ['HandsetMessage', '_prisma_migrations']

export async function databaseFacts(database: pg.Pool) {
  const rowsOf = async <T>(query: string) => (await database.query(query)).rows as T[]
  const ms = (column: string) => `(extract(epoch FROM "${column}") * 1000)::float8 AS "${column}"`
  return {
    verifications: await rowsOf<VerificationFacts>(
      `SELECT "id", "phone", "attempts", ${ms('expiresAt')}, ${ms('approvedAt')}, ${ms('supersededAt')} FROM "Verification"`,
    ),
    messages: await messageFacts(database),
    events: await rowsOf<Facts['events'][number]>('SELECT "messageId", "status" FROM "MessageEvent" ORDER BY "id"'),
    tables: await everythingWritten(database),
  }
}

export async function messageFacts(database: pg.Pool): Promise<MessageFacts[]> {
  const { rows } = await database.query(
    `SELECT "id", "verificationId", "smsId", "to", "status", "gateway", "receiptToken" AS "reference"
     FROM "Message" ORDER BY "createdAt", "id"`,
  )
  return rows
}

async function everythingWritten(database: pg.Pool): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> ALL($1)`,
    [MAY_HOLD_TEXTS],
  )
  const texts = []
  for (const { name } of rows) {
    const all = await database.query<{ text: string | null }>(
      `SELECT string_agg(t::text, E'\\n') AS text FROM "${name}" AS t`,
    )
    texts.push(all.rows[0]?.text ?? '')
  }
  return texts.join('\n')
}
