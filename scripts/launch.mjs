import { giveUp, load } from './load.mjs'

/** Serves as configured. What can't work is found out first, before anything that takes long is begun. */
export async function launch({ dev, beforeServing = async () => {}, afterStart = () => {}, took = () => undefined }) {
  try {
    const { configure } = await load('./configure.ts')
    const config = await configure()
    const { openMigrated } = await load('./open-migrated.ts')
    const database = await openMigrated(config)
    await beforeServing()
    const { serve } = await load('../server.ts')
    const { welcome } = await load('./welcome.ts')
    const announce = () => {
      // The console is Next's by now, which isn't trusted with words (lib/framework-log.ts).
      process.stdout.write(`${welcome(config, took())}\n`)
      afterStart(config)
    }
    await serve(config, database, { dev, announce })
  } catch (error) {
    await giveUp(error)
  }
}
