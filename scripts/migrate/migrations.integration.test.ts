import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Driver } from '@/lib/db/driver/client'
import { applyMigrations } from './migrations'

type Fresh = { driver: Driver; rows(sql: string): Promise<unknown[]>; drop(): Promise<void> }

async function freshEmbedded(): Promise<Fresh> {
  const lite = await PGlite.create()
  const rows = async (sql: string) => (await lite.query(sql)).rows
  return { driver: { kind: 'embedded', lite }, rows, drop: () => lite.close() }
}

async function freshOnServer(serverUrl: string): Promise<Fresh> {
  const name = `${inject('templateName')}_${randomUUID().slice(0, 8)}`
  const admin = new pg.Client(serverUrl)
  await admin.connect()
  await admin.query(`CREATE DATABASE "${name}"`)
  await admin.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const client = new pg.Client(url.href)
  await client.connect()
  const rows = async (sql: string) => (await client.query(sql)).rows
  return { driver: { kind: 'server', url: url.href }, rows, drop: () => client.end() }
}

const migrations = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-migrations-'))
let database: Fresh

function write(name: string, sql: string) {
  fs.mkdirSync(path.join(migrations, name), { recursive: true })
  fs.writeFileSync(path.join(migrations, name, 'migration.sql'), sql)
}

const finished = () =>
  database.rows('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1')

beforeAll(async () => {
  fs.copyFileSync('prisma/migrations/migration_lock.toml', path.join(migrations, 'migration_lock.toml'))
  const serverUrl = inject('postgresUrl')
  database = serverUrl ? await freshOnServer(serverUrl) : await freshEmbedded()
})

afterAll(async () => {
  await database.drop()
  fs.rmSync(migrations, { recursive: true })
})

describe.sequential('migrations', () => {
  it('applies a migration once, including semicolons in comments and functions', async () => {
    write(
      '1_first',
      '-- a; b\nCREATE TABLE first (n int);\nCREATE FUNCTION two() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2; $$;',
    )
    expect(await applyMigrations(database.driver, migrations)).toEqual(['1_first'])
    expect(await applyMigrations(database.driver, migrations)).toEqual([])
    expect(await database.rows('SELECT two()')).toEqual([{ two: 2 }])
  })

  it('rolls back a failed migration and does not record it as applied', async () => {
    write('2_second', 'CREATE TABLE second (n int);\nINSERT INTO nowhere VALUES (1);')
    await expect(applyMigrations(database.driver, migrations)).rejects.toThrow(/nowhere/)
    expect(await finished()).toEqual([{ migration_name: '1_first' }])
    expect(await database.rows("SELECT to_regclass('second')::text AS second")).toEqual([{ second: null }])
  })

  it('applies a corrected migration after its failure', async () => {
    write('2_second', 'CREATE TABLE second (n int);')
    expect(await applyMigrations(database.driver, migrations)).toEqual(['2_second'])
    expect(await database.rows("SELECT to_regclass('second')::text AS second")).toEqual([{ second: 'second' }])
  })

  it('rejects a migration that was edited after it had been applied', async () => {
    write('1_first', 'CREATE TABLE first (n bigint);')
    await expect(applyMigrations(database.driver, migrations)).rejects.toThrow(/^Migration 1_first was edited after/)
  })
})
