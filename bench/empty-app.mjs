import fs from 'node:fs'
import path from 'node:path'
import { runNode } from '../scripts/exec.mjs'

export const NEXT = 'node_modules/next/dist/bin/next'
const ROOT = path.dirname(import.meta.dirname)

// A separate build, since a bundler shares chunks between the pages of one build; inside the project's folder, so that
// it finds the project's packages.
export const EMPTY_APP = '.next-bench'
const FILES = {
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(ROOT)} } }\n`,
  'app/layout.js': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>\n',
  'app/page.js': 'export default () => <p>Empty</p>\n',
}

/** Builds an application with one empty page, of the same Next.js version. */
export async function buildEmptyApp() {
  for (const [name, content] of Object.entries(FILES)) {
    fs.mkdirSync(path.join(EMPTY_APP, path.dirname(name)), { recursive: true })
    fs.writeFileSync(path.join(EMPTY_APP, name), content)
  }
  const code = await runNode(NEXT, ['build', EMPTY_APP], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (code) throw new Error('The empty page could not be built.')
}

export const removeEmptyApp = () => fs.rmSync(EMPTY_APP, { recursive: true, force: true })
