import fs from 'node:fs'
import path from 'node:path'

/** https://v8.dev/blog/explicit-compile-hints */
const HINT = '//# allFunctionsCalledOnLoad\n'

/**
 * Marks the scripts that every page loads, React and Next.js, so that Chromium compiles them on another thread while they
 * download. Otherwise the main thread compiles each function at its first call, a third of its work for a page.
 */
export function addCompileHints(buildDir) {
  const { rootMainFiles } = JSON.parse(fs.readFileSync(path.join(buildDir, 'build-manifest.json'), 'utf8'))
  for (const name of rootMainFiles) {
    const file = path.join(buildDir, name)
    const code = fs.readFileSync(file, 'utf8')
    if (!code.startsWith(HINT)) fs.writeFileSync(file, HINT + code)
  }
}
