// Child process of start-cost.mjs in a clone: starts verifications for the requested time and returns their number per
// second.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { rateOf } from './blocks.mjs'
import { ipOf, phoneOf } from './people.mjs'

const here = (...files) => pathToFileURL(path.resolve(files.find((file) => fs.existsSync(file)))).href
// An earlier commit has the former file names.
const { load } = await import(here('scripts/tsx.mjs', 'scripts/load.mjs'))
const { applyMigrations } = await load(here('scripts/migrate/migrations.ts', 'scripts/migrations.ts'))
const url = process.env.DATABASE_URL
await applyMigrations({ kind: 'server', url })
const { initiate } = await load(here('lib/verification/initiate.ts'))

let n = 0
const start = async () => {
  // An earlier commit has the former property name.
  const of = { phone: phoneOf(n), clientIp: ipOf(n), address: ipOf(n), browserHash: `browser-${n++}` }
  const { kind } = await initiate({ purpose: 'SIGN_UP', locale: 'en', ...of })
  if (kind !== 'sent') throw new Error(`a start returned ${kind}`)
}

process.on('message', async (load) => process.send(await rateOf(start, load)))
process.send('ready')
