import fs from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { type KannelRemains, remainsFile } from '@/scripts/testing/e2e-kannel'
import { E2E_SERVERS, OWN_DIR } from '@/scripts/testing/e2e-servers.mjs'
import { cookiesOfThisRun } from './cookies'
import type { Secrets } from './leaks'
import { PASSWORD_MARK } from './people'

export interface StoredData {
  name: string
  tables: string
  trail: string
  log: string
  kannel: string | undefined
  secrets: Secrets
}

export function foldersOfThisRun(): string[] {
  const own = fs.existsSync(OWN_DIR) ? fs.readdirSync(OWN_DIR, { withFileTypes: true }) : []
  return [
    ...Object.values(E2E_SERVERS).map(({ dataDir }) => dataDir),
    ...own.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(OWN_DIR, name)),
  ]
}

/** Reads the log and all tables but the simulated phone's own. The server must have stopped. */
export async function storedDataIn(dataDir: string): Promise<StoredData> {
  const lite = await PGlite.create(path.join(dataDir, 'pg'))
  try {
    const tables = await tableNames(lite)
    const dumps = await Promise.all(
      tables.filter((table) => table !== 'HandsetMessage').map((table) => dump(lite, table)),
    )
    const name = path.basename(dataDir)
    const kannel = kannelOf(name)
    const onPhones = await column<string>(lite, `SELECT "body" FROM "HandsetMessage"`)
    return {
      name,
      tables: dumps.join('\n'),
      trail: await dump(lite, 'AuditEvent'),
      log: fs.readFileSync(`${dataDir}.log`, 'utf8'),
      kannel: kannel?.files,
      secrets: {
        codes: new Set([...onPhones, ...(kannel?.texts ?? [])].flatMap((text) => /#(\d{6})/.exec(text)?.[1] ?? [])),
        phones: new Set(await column(lite, `SELECT "phone" FROM "Verification" UNION SELECT "to" FROM "Message"`)),
        nonces: await column(lite, `SELECT "nonce" FROM "Verification"`),
        keys: keysIn(path.join(dataDir, 'secrets.json')),
        cookies: cookiesOfThisRun(),
        tokens: new Set(await column(lite, TOKENS)),
        passwordMark: PASSWORD_MARK,
      },
    }
  } finally {
    await lite.close()
  }
}

const TOKENS = `
  SELECT "id" FROM "Session" UNION SELECT "browserHash" FROM "Verification" UNION SELECT "receiptToken" FROM "Message"`

function kannelOf(name: string): KannelRemains | undefined {
  const file = remainsFile(name)
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined
}

const tableNames = (lite: PGlite): Promise<string[]> =>
  column(lite, `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`)

const dump = async (lite: PGlite, table: string): Promise<string> =>
  (await column<string>(lite, `SELECT '${table} ' || to_jsonb(t)::text FROM "${table}" AS t`)).join('\n')

async function column<T>(lite: PGlite, sql: string): Promise<T[]> {
  const { rows } = await lite.query<Record<string, T | null>>(sql)
  return rows.flatMap((row) => Object.values(row)).filter((value) => value !== null)
}

function keysIn(file: string): Uint8Array[] {
  const { AUTH_SECRET, CODE_KEYS } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>
  const codeKeys = String(CODE_KEYS)
    .split(',')
    .map((entry) => Buffer.from(entry.split(':')[1] ?? '', 'base64'))
  return [...codeKeys, Buffer.from(String(AUTH_SECRET)), Buffer.from(String(AUTH_SECRET), 'base64url')]
}
