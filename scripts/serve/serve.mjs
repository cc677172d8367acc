import { giveUp, load } from '../tsx.mjs'

/** Starts the configured server. Reports configuration errors before any slow step. */
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
      // Not console.log: lib/log/console-capture.ts captures the console by now.
      process.stdout.write(`${welcome(config, took())}\n`)
      afterStart(config)
    }
    await server.serve(config, database, { dev, announce })
  } catch (error) {
    await giveUp(error)
  }
}
