// `npm run db:reset`, `npm run db:migrate -- name`, `npm run spend:rebuild` and `npm run audit -- +12025550123`.
import { begin, generateClient, requirePackages, runOrExit } from './bootstrap.mjs'
import { giveUp } from './give-up.mjs'
import { load } from './tsx.mjs'

const [command, ...args] = process.argv.slice(2)
begin()
await runOrExit(requirePackages, generateClient)

try {
  const { commands } = await load('./migrate/commands.ts')
  const configured = { databaseUrl: process.env.DATABASE_URL || undefined, dataDir: process.env.DATA_DIR || '.data' }
  console.log(await commands[command](configured, args.join(' ')))
  process.exit(0)
} catch (error) {
  giveUp(error)
}
