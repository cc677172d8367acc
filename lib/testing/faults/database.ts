import pg from 'pg'
import { inject } from 'vitest'
import { singleton } from '@/lib/process/singleton'

/** Distinguishes the tests' own connections from those of the processes. */
export const OURS = 'latchkey-tests'

const made = singleton('fault-databases', () => ({ count: 0 }))

/** Creates an empty database from the migrated template. Returns its URL. */
export async function ownDatabase(): Promise<string> {
  const name = `${inject('templateName')}_${process.pid}_fault_${++made.count}`
  await administer(`CREATE DATABASE ${name} TEMPLATE ${inject('templateName')}`)
  return Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href
}

export async function administer(statement: string): Promise<void> {
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  await admin.query(statement).finally(() => admin.end())
}

const inUtc = (url: string) => ({ connectionString: url, options: '-c TimeZone=UTC', application_name: OURS })

export function pool(url: string): pg.Pool {
  const connections = new pg.Pool({ ...inUtc(url), max: 4 })
  connections.on('error', () => {})
  return connections
}

/** Opens a connection for holding locks. A broken connection does not end the test process. */
export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(inUtc(url))
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Commits many verifications and messages at once, as `issueVerification` does. */
export const COMMIT_MANY = `
  WITH asked AS (
    INSERT INTO "Verification" ("id", "purpose", "phone", "browserHash", "nonce", "keyId", "locale", "expiresAt")
    SELECT gen_random_uuid(), 'SIGN_UP', '+1202' || (5550000 + n), md5(random()::text), decode(md5(random()::text), 'hex'),
           'test', 'en', now() + interval '10 min' FROM generate_series($1::int, $2::int) AS n RETURNING *)
  , made AS (
    INSERT INTO "Message" ("id", "smsId", "verificationId", "to", "template", "locale", "gateway", "receiptToken", "expiresAt")
    SELECT id, id, verification, phone, 'signUpCode', 'en', 'kannel', translate(left(encode(token, 'base64'), 22), '+/', '-_'), "expiresAt"
    FROM (SELECT gen_random_uuid() AS id, "id" AS verification, "phone" AS phone, "expiresAt",
                 decode(md5(random()::text || "id"), 'hex') AS token FROM asked) AS a RETURNING *)
  , noted AS (INSERT INTO "MessageEvent" ("messageId", "status") SELECT "id", 'QUEUED' FROM made)
  SELECT "to" FROM made`
