import fs from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import { openDatabase } from '@/lib/db/driver/client'
import { singleton } from '@/lib/process/singleton'

await singleton('test-database', async () => {
  const lite = await PGlite.create({ loadDataDir: new Blob([fs.readFileSync(inject('snapshotFile'))]) })
  return openDatabase({ lite })
})
