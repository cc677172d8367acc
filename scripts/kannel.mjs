// `npm run kannel`: an SMS gateway to develop with, and a carrier behind it.
import { begin, orLeave, requirePackages } from './bootstrap.mjs'
import { endChildren } from './exec.mjs'
import { requireKannel } from './kannel/install.mjs'
import { giveUp, load } from './tsx.mjs'

begin()
const endEarly = () => {
  endChildren()
  process.exit(130)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, endEarly)
await orLeave(requirePackages, requireKannel)

try {
  const { runKannel } = await load('./kannel/run.ts')
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, endEarly) // it has its own way to end
  await runKannel(process.env)
} catch (error) {
  await giveUp(error)
}
