// `npm run build`: builds for MODE without starting the server, for images and upgrades. Requires no secrets.
import { begin, build, generateClient, requirePackages, runOrExit } from './bootstrap.mjs'

begin()
await runOrExit(requirePackages, generateClient, build)
