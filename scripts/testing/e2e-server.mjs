// Starts one of the browser tests' servers on an empty database, with its log in a file.
import fs from 'node:fs'
import path from 'node:path'
import { contentHash } from '../content-hash.mjs'
import { load } from '../tsx.mjs'
import { E2E_SERVERS, spawnServer, startAfresh, TEMPLATE_DIR } from './e2e-servers.mjs'

const own = E2E_SERVERS[process.argv[2]]
await makeTemplate()
startAfresh(own)
const server = spawnServer(own)
fs.writeFileSync(own.pidFile, String(server.pid))
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal))
server.once('exit', (code) => {
  if (code) console.error(fs.readFileSync(own.logFile, 'utf8'))
  process.exit(code ?? 1)
})

async function makeTemplate() {
  const stamp = path.join(path.dirname(TEMPLATE_DIR), 'template.stamp')
  const key = contentHash('prisma/migrations', 'node_modules/@electric-sql/pglite/package.json')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key) return
  fs.rmSync(TEMPLATE_DIR, { recursive: true, force: true })
  const { openMigrated } = await load('./migrate/open-migrated.ts')
  const database = await openMigrated({ dataDir: TEMPLATE_DIR })
  await database.close()
  fs.writeFileSync(stamp, key)
}
