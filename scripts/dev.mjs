// `npm run dev`: the same server, which compiles pages as they are asked for and takes changes as they are made.
import { begin, generateClient, orLeave, requirePackages } from './bootstrap.mjs'
import { serve } from './serve/serve.mjs'

begin()
process.env.NODE_ENV = 'development'
await orLeave(requirePackages, generateClient)
await serve({ dev: true })
