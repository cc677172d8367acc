import type { Env } from '@/lib/config/env'
import { runNode } from '../exec.mjs'
import { configure } from './configure'
import { welcome } from './welcome'

interface Options {
  dev?: boolean
  beforeServing?: () => Promise<unknown>
  afterStart?: (config: Env) => void
  /** Returns the duration of the start, for the banner. */
  took?: () => string
}

/** Starts the configured server. Reports configuration errors before any slow step. */
export async function startServer({ dev = false, beforeServing, afterStart, took }: Options = {}): Promise<void> {
  const config = await configure()
  const { isPrepared, openMigrated } = await import('../migrate/open-migrated')
  if (!config.databaseUrl && !isPrepared(config.dataDir)) await prepare(config.dataDir)
  const database = await openMigrated(config)
  await beforeServing?.()
  const { serve } = await import('../../server')
  const announce = () => {
    // Not console.log: lib/log/console-capture.ts captures the console by now.
    process.stdout.write(`${welcome(config, took?.())}\n`)
    afterStart?.(config)
  }
  await serve(config, database, { dev, announce })
}

/** Prepares the embedded database in another process, since this process would keep several hundred megabytes of memory. */
async function prepare(dataDir: string): Promise<void> {
  const code = await runNode('scripts/prepare.mjs', [dataDir])
  // That process has reported the reason.
  if (code) process.exit(code)
}
