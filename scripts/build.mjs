// `npm run build`: builds for MODE without starting the server, for images and upgrades. Requires no secrets.
import { begin, build, generateClient, orLeave, requirePackages } from './bootstrap.mjs'

begin()
await orLeave(requirePackages, generateClient, build)
