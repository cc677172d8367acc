// `npm run build`: builds for MODE without starting, for an image or ahead of an upgrade. Needs no secrets.
import { begin, build, generateClient, installPackages, orLeave } from './bootstrap.mjs'

begin()
for (const work of [installPackages, generateClient, build]) await orLeave(work)
