// `npm run validate`: everything that needs neither a build nor a browser.
import { lint, types, unitTests } from './checks.mjs'
import { requireKannel } from './kannel/install.mjs'
import { begin, generateClient, installPackages, orLeave } from './prepare.mjs'

begin({ envFile: false })
for (const work of [installPackages, generateClient, requireKannel, lint, types, unitTests]) await orLeave(work)
