// `npm run worker`: dispatches messages in a separate process, alongside any number of servers and workers.
import { begin, generateClient, orLeave, requirePackages } from './bootstrap.mjs'
import { giveUp, load } from './tsx.mjs'

begin()
process.env.NODE_ENV = 'production'
await orLeave(requirePackages, generateClient)
try {
  const { runWorker } = await load('./serve/worker.ts')
  await runWorker()
} catch (error) {
  await giveUp(error)
}
