import type { PGlite } from '@electric-sql/pglite'
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { env } from '@/lib/config/env'
import { type Prisma, PrismaClient } from '@/lib/db/generated/client'
import { singleton } from '@/lib/process/singleton'
import { postgresAdapter, whyUnavailable } from './postgres'

export type Db = PrismaClient
export type Tx = Prisma.TransactionClient
export type Driver = { kind: 'embedded'; lite: PGlite } | { kind: 'server'; url: string }
export type Where = { url: string } | { dataDir: string } | { lite: PGlite }
export type OpenDatabase = { prisma: Db; driver: Driver; close(): Promise<void> }

// Prisma waits 2 s for a transaction by default; the embedded database has one connection, so a burst waits longer.
const TRANSACTION_MS = 15_000

const opened = singleton<{ database?: OpenDatabase }>('database', () => ({}))

/** Returns the database of this process. The embedded one must be open already, since opening it takes a lock. */
export function db(): Db {
  opened.database ??= onServer(configuredUrl())
  return opened.database.prisma
}

export async function openDatabase(where: Where): Promise<OpenDatabase> {
  opened.database = await open(where)
  return opened.database
}

async function open(where: Where): Promise<OpenDatabase> {
  if ('url' in where) return reached(onServer(where.url), where.url)
  if ('lite' in where) return onEmbedded(where.lite, () => where.lite.close())
  // Dynamic, so that deployments with a PostgreSQL server never load PGlite.
  const { openEmbedded } = await import('./embedded')
  const { lite, close } = await openEmbedded(where.dataDir)
  return onEmbedded(lite, close)
}

function configuredUrl(): string {
  const { databaseUrl } = env()
  if (!databaseUrl) throw new Error('openDatabase() first')
  return databaseUrl
}

function onServer(url: string): OpenDatabase {
  return database(postgresAdapter(url), { kind: 'server', url }, async () => {})
}

async function onEmbedded(lite: PGlite, close: () => Promise<void>): Promise<OpenDatabase> {
  const { SafePrismaPGlite } = await import('./pglite-adapter')
  return database(new SafePrismaPGlite(lite), { kind: 'embedded', lite }, close)
}

function database(adapter: SqlDriverAdapterFactory, driver: Driver, closeDriver: () => Promise<void>): OpenDatabase {
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: TRANSACTION_MS, timeout: TRANSACTION_MS },
  })
  const close = async () => {
    if (opened.database?.prisma === prisma) opened.database = undefined
    await prisma.$disconnect()
    await closeDriver()
  }
  return { prisma, driver, close }
}

async function reached(database: OpenDatabase, url: string): Promise<OpenDatabase> {
  try {
    await database.prisma.$queryRaw`SELECT 1`
    return database
  } catch {
    await database.close()
    throw await whyUnavailable(url)
  }
}
