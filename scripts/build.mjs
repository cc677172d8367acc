// `npm run build`: builds for MODE without starting, for an image or ahead of an upgrade. Needs no secrets.
import { begin, build, generateClient, orLeave, requirePackages } from './bootstrap.mjs'

begin()
await orLeave(requirePackages, generateClient, build)
