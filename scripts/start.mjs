// `npm start`: installs, generates and builds what is missing or stale, then serves.
import { begin, build, generateClient, installPackages, orLeave } from './bootstrap.mjs'
import { secondsSince } from './exec.mjs'
import { openBrowser } from './serve/open-browser.mjs'
import { serve } from './serve/serve.mjs'

const start = performance.now()
begin()
process.env.NODE_ENV = 'production'
await orLeave(installPackages, generateClient)
await serve({ dev: false, beforeServing: build, took: () => secondsSince(start), afterStart: openBrowser })
