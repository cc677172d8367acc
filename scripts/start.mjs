// `npm start`: installs, generates and builds what is missing or stale, then serves.
import {
  begin,
  build,
  compileServer,
  generateClient,
  importCompiled,
  installPackages,
  runOrExit,
} from './bootstrap.mjs'
import { secondsSince } from './exec.mjs'
import { giveUp } from './give-up.mjs'
import { keepHeapSmall } from './heap.mjs'
import { openBrowser } from './serve/open-browser.mjs'

const start = performance.now()
begin()
process.env.NODE_ENV = 'production'
await runOrExit(installPackages, generateClient, compileServer)
try {
  keepHeapSmall()
  const { startServer } = await importCompiled('serve/serve')
  await startServer({ beforeServing: build, took: () => secondsSince(start), afterStart: openBrowser })
} catch (error) {
  giveUp(error)
}
