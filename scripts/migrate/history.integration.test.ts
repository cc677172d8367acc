import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { db, type Tx } from '@/lib/db/driver/client'
import { isMigrated } from './history'
import { MIGRATIONS_DIR } from './schema-engine'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-history-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** Returns a copy of the migrations with one change. */
function changed(name: string, change: (dir: string) => void): string {
  const dir = path.join(folder, name)
  fs.cpSync(MIGRATIONS_DIR, dir, { recursive: true })
  change(dir)
  return dir
}

/** Returns whether a changed history counts as migrated, and rolls the change back. */
async function afterChange(change: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  const rollback = new Error('rollback')
  let answer: boolean | undefined
  const running = db().$transaction(async (tx) => {
    await change(tx)
    answer = await isMigrated(tx)
    throw rollback
  })
  await expect(running).rejects.toBe(rollback)
  return answer === true
}

const [first = ''] = fs.readdirSync(MIGRATIONS_DIR).sort()
const script = (dir: string) => path.join(dir, first, 'migration.sql')

describe('the history of migrations', () => {
  test('a start skips the migration engine if exactly these migrations were applied', async () => {
    expect(await isMigrated(db())).toBe(true)
  })

  test.each<[string, (dir: string) => void]>([
    ['is new', (dir) => fs.cpSync(path.join(dir, first), path.join(dir, '29990101000000_new'), { recursive: true })],
    ['was edited', (dir) => fs.appendFileSync(script(dir), '-- edited')],
    ['was removed', (dir) => fs.rmSync(path.join(dir, first), { recursive: true })],
    ['has no script', (dir) => fs.rmSync(script(dir))],
  ])('a start leaves it to the migration engine if a migration %s', async (what, change) => {
    expect(await isMigrated(db(), changed(what.replaceAll(' ', '-'), change))).toBe(false)
  })

  test.each<[string, (tx: Tx) => Promise<unknown>]>([
    [
      'did not finish',
      (tx) => tx.$executeRaw`UPDATE "_prisma_migrations" SET "finished_at" = NULL WHERE "migration_name" = ${first}`,
    ],
    [
      'was rolled back',
      (tx) =>
        tx.$executeRaw`UPDATE "_prisma_migrations" SET "rolled_back_at" = now() WHERE "migration_name" = ${first}`,
    ],
    ['is missing', (tx) => tx.$executeRaw`DELETE FROM "_prisma_migrations" WHERE "migration_name" = ${first}`],
  ])('a start leaves it to the migration engine if a migration in the database %s', async (_what, change) => {
    expect(await afterChange(change)).toBe(false)
  })

  test('a start leaves it to the migration engine if there is no history', async () => {
    expect(await afterChange((tx) => tx.$executeRaw`DROP TABLE "_prisma_migrations"`)).toBe(false)
  })
})
