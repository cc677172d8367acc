// `npm run dev`: the same server, which compiles pages as they are asked for and takes changes as they are made.

import { begin, generateClient, installPackages, orLeave } from './bootstrap.mjs'
import { serve } from './serve/serve.mjs'

begin()
process.env.NODE_ENV = 'development'
await orLeave(installPackages)
await orLeave(generateClient)
await serve({ dev: true })
