// `npm run validate`: everything that needs neither a build nor a browser.

import { begin, generateClient, installPackages, orLeave } from './bootstrap.mjs'
import { lint, types, unitTests } from './checks.mjs'
import { requireKannel } from './kannel/install.mjs'

begin({ envFile: false })
for (const work of [installPackages, generateClient, requireKannel, lint, types, unitTests]) await orLeave(work)
