// Creates or migrates an embedded database, for a server that is about to start (scripts/serve/serve.ts).
import { begin, compileServer, importCompiled, runOrExit } from './bootstrap.mjs'
import { giveUp } from './give-up.mjs'

begin({ envFile: false })
await runOrExit(compileServer)
try {
  const { openMigrated } = await importCompiled('migrate/open-migrated')
  const database = await openMigrated({ dataDir: process.argv[2] })
  await database.close()
  process.exit(0)
} catch (error) {
  giveUp(error)
}
