import { giveUp, load } from '../tsx.mjs'

/** Serves as configured. What can't work is found out first, before anything that takes long is begun. */
export async function serve({ dev, beforeServing = async () => {}, afterStart = () => {}, took = () => undefined }) {
  try {
    const { configure } = await load('./serve/configure.ts')
    const config = await configure()
    const { openMigrated } = await load('./migrate/open-migrated.ts')
    const database = await openMigrated(config)
    await beforeServing()
    const server = await load('../server.ts')
    const { welcome } = await load('./serve/welcome.ts')
    const announce = () => {
      // The console is Next's by now, which isn't trusted with words (lib/log/console-capture.ts).
      process.stdout.write(`${welcome(config, took())}\n`)
      afterStart(config)
    }
    await server.serve(config, database, { dev, announce })
  } catch (error) {
    await giveUp(error)
  }
}
