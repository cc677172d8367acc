// `npm run worker`: hands messages over in a process of its own, beside any number of servers and other workers.
import { giveUp, load } from './load.mjs'
import { begin, generateClient, installPackages, orLeave } from './prepare.mjs'

begin()
process.env.NODE_ENV = 'production'
await orLeave(installPackages)
await orLeave(generateClient)
try {
  const { work } = await load('./work.ts')
  await work()
} catch (error) {
  await giveUp(error)
}
