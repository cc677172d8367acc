// `npm run dev`: the same server, which compiles pages as they are asked for and takes changes as they are made.
import { launch } from './launch.mjs'
import { begin, generateClient, installPackages, orLeave } from './prepare.mjs'

begin()
process.env.NODE_ENV = 'development'
await orLeave(installPackages)
await orLeave(generateClient)
await launch({ dev: true })
