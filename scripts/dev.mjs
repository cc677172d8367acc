// `npm run dev`: the same server with on-demand compilation and hot reloading.
import { begin, generateClient, requirePackages, runOrExit } from './bootstrap.mjs'
import { giveUp } from './give-up.mjs'
import { load } from './tsx.mjs'

begin()
process.env.NODE_ENV = 'development'
await runOrExit(requirePackages, generateClient)
try {
  const { startServer } = await load('./serve/serve.ts')
  await startServer({ dev: true })
} catch (error) {
  giveUp(error)
}
