import { giveUp, load } from './load.mjs'

/** Serves as configured. What can't work is found out first, before anything that takes long is begun. */
export async function launch({ dev, beforeServing = async () => {} }) {
  try {
    const { configure } = await load('./configure.ts')
    const config = await configure()
    const { openMigrated } = await load('./open-migrated.ts')
    const database = await openMigrated(config)
    await beforeServing()
    const { serve } = await load('../server.ts')
    await serve(config, database, { dev })
    const { welcome } = await load('./welcome.ts')
    // The console is Next's by now, which isn't trusted with words (lib/framework-log.ts).
    process.stdout.write(`${welcome(config)}\n`)
  } catch (error) {
    await giveUp(error)
  }
}
