// `npm run kannel`: runs an SMS gateway and a simulated carrier for development.
import { begin, requirePackages, runOrExit } from './bootstrap.mjs'
import { endChildren } from './exec.mjs'
import { giveUp } from './give-up.mjs'
import { requireKannel } from './kannel/install.mjs'
import { load } from './tsx.mjs'

begin()
const endEarly = () => {
  endChildren()
  process.exit(130)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, endEarly)
await runOrExit(requirePackages, requireKannel)

try {
  const { runKannel } = await load('./kannel/run.ts')
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, endEarly) // runKannel handles signals itself
  await runKannel(process.env)
} catch (error) {
  giveUp(error)
}
