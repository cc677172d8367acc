// `npm start`: does what is still to be done, then serves.
import { launch } from './launch.mjs'
import { openBrowser } from './open-browser.mjs'
import { begin, build, generateClient, installPackages, orLeave } from './prepare.mjs'
import { secondsSince } from './run.mjs'

const start = performance.now()
begin()
process.env.NODE_ENV = 'production'
await orLeave(installPackages)
await orLeave(generateClient)
await launch({ dev: false, beforeServing: build, took: () => secondsSince(start), afterStart: openBrowser })
