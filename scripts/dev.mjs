// `npm run dev`: the same server with on-demand compilation and hot reloading.
import { begin, generateClient, orLeave, requirePackages } from './bootstrap.mjs'
import { serve } from './serve/serve.mjs'

begin()
process.env.NODE_ENV = 'development'
await orLeave(requirePackages, generateClient)
await serve({ dev: true })
