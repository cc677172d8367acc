// `npm run worker`: dispatches messages in a separate process, alongside any number of servers and workers.
import { begin, compileServer, generateClient, importCompiled, requirePackages, runOrExit } from './bootstrap.mjs'
import { giveUp } from './give-up.mjs'
import { keepHeapSmall } from './heap.mjs'

begin()
process.env.NODE_ENV = 'production'
await runOrExit(requirePackages, generateClient, compileServer)
try {
  keepHeapSmall()
  const { runWorker } = await importCompiled('serve/worker')
  await runWorker()
} catch (error) {
  giveUp(error)
}
