import fs from 'node:fs'
import path from 'node:path'
import { diffToSchema } from './migrations'
import { MIGRATIONS_DIR } from './schema-engine'

/** Writes a migration for changes in the schema. Returns its folder's name, or undefined if none is needed. */
export async function writeMigration(name: string, dir = MIGRATIONS_DIR): Promise<string | undefined> {
  const sql = await diffToSchema(dir)
  if (!sql) return undefined
  const folder = `${timestamp()}_${slug(name)}`
  fs.mkdirSync(path.join(dir, folder), { recursive: true })
  fs.writeFileSync(path.join(dir, folder, 'migration.sql'), sql)
  return folder
}

const timestamp = () => new Date().toISOString().replace(/\D/g, '').slice(0, 14)

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '') || 'change'
