import fs from 'node:fs'
import path from 'node:path'
import { aptInstall, canAptInstall } from '../../apt.mjs'
import { step } from '../../exec.mjs'

/** Debian keeps WebKit's browser off the PATH. */
const LIBRARIES = ['/usr/lib', '/usr/lib64', '/usr/libexec', '/usr/local/lib']

/** Returns the paths of a browser's programs, after installing them if necessary and possible. */
export async function requirePrograms(browser, { programs, packages }) {
  if (missingOf(programs).length > 0 && canAptInstall()) {
    for (const name of packages) await step(`installing ${name}`, () => aptInstall(name)).catch(() => undefined)
  }
  const missing = missingOf(programs)
  if (missing.length === 0)
    return Object.fromEntries(Object.entries(programs).map(([use, names]) => [use, find(names)]))
  const installation = `on Debian: \`apt-get install ${packages.join(' ')}\` as root`
  throw new Error(`${browser} requires ${missing.join(', ')}; install the missing programs (${installation}).`)
}

const missingOf = (programs) =>
  Object.values(programs)
    .filter((names) => !find(names))
    .map(([name]) => name)

function find(names) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...LIBRARIES.flatMap(webKitFoldersIn)]
  const places = names.flatMap((name) => (path.isAbsolute(name) ? name : folders.map((dir) => path.join(dir, name))))
  return places.find((file) => fs.existsSync(file))
}

/** Returns folders such as `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1`. */
function webKitFoldersIn(library) {
  const foldersIn = (dir) => fs.readdirSync(dir, { withFileTypes: true }).filter((one) => one.isDirectory())
  if (!fs.existsSync(library)) return []
  const candidates = foldersIn(library).map(({ name }) => path.join(library, name))
  const within = candidates
    .filter((dir) => /-linux-/.test(dir))
    .flatMap((dir) => foldersIn(dir).map(({ name }) => path.join(dir, name)))
  return [...candidates, ...within].filter((dir) => /webkit/.test(path.basename(dir)))
}
