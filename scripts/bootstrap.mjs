// `npm start` and `npm test` must work in a fresh clone, so they install, generate and build what is missing or stale.
// Other commands expect `npm ci`. This module only imports Node's own modules, since a fresh clone has no packages.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildVersion, markUsed, removeUnused } from './build-version.mjs'
import { addCompileHints } from './compile-hints.mjs'
import { contentHash } from './content-hash.mjs'
import { runNode, runNpm, step } from './exec.mjs'
import { withLockFile } from './with-lock-file.mjs'

const LOCK = '.latchkey.lock'

/** Rejects old versions of Node, changes to the project's root and loads .env (but not for tests). */
export function begin({ envFile = true } = {}) {
  requireNode() // first: older versions lack functions that are called below
  process.chdir(path.dirname(import.meta.dirname))
  if (envFile && fs.existsSync('.env')) process.loadEnvFile('.env')
  Object.assign(process.env, { NEXT_TELEMETRY_DISABLED: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' })
}

export const installPackages = ({ dev = false } = {}) =>
  lockedUnless(
    () => arePackagesInstalled({ dev }),
    () => step('installing packages', () => runNpm(['ci', '--include=dev', '--loglevel=error'])),
  )

export function requirePackages() {
  if (!arePackagesInstalled()) throw new Error('Packages are missing or out of date; run `npm ci` first.')
}

/** npm writes its list of packages last. Optional packages may be missing: they are for other platforms. */
function arePackagesInstalled({ dev = false } = {}) {
  const installed = packagesIn('node_modules/.package-lock.json')
  return Object.entries(packagesIn('package-lock.json')).every(
    ([at, wanted]) => at === '' || wanted.optional || (wanted.dev && !dev) || installed[at]?.version === wanted.version,
  )
}

const packagesIn = (lockFile) => (fs.existsSync(lockFile) ? JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages : {})

export const generateClient = () =>
  stamped(
    'generating the database client',
    'lib/db/generated/.latchkey',
    `${process.version} ${contentHash('package-lock.json', 'prisma/schema.prisma', 'prisma.config.ts')}`,
    () => runNode('node_modules/prisma/build/index.js', ['generate', '--no-hints']),
  )

/** Selects the build of this version for the configured MODE. Each version has a folder of its own. */
function selectBuild() {
  const { id, key, dir } = buildVersion()
  Object.assign(process.env, { NEXT_DIST_DIR: dir, NEXT_BUILD_ID: id, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key })
  return { id, dir, compiled: path.join(dir, 'entry') }
}

/** Compiles what runs outside Next.js, the server and the worker: takes a second, whereas a build takes minutes. */
export async function compileServer() {
  const { id, dir, compiled } = selectBuild()
  await stamped('compiling the server', `${compiled}/.latchkey`, id, async () => {
    const { compile, declareCommonJs } = await import('./compile.mjs')
    await compile(compiled)
    declareCommonJs(dir)
  })
  markUsed(dir)
}

/** Imports a compiled module by its path in scripts. */
export function importCompiled(name) {
  const { compiled } = selectBuild()
  return import(pathToFileURL(path.join(compiled, `scripts/${name}.mjs`)).href)
}

/** Builds for the configured MODE and makes this process serve that build. */
export async function build() {
  await compileServer()
  const { id, dir } = selectBuild()
  const done = await stamped('building', `${dir}/.latchkey`, id, () => runBuild(dir))
  if (done) removeUnused(dir)
  return done
}

/** Each build has a tsconfig of its own, because Next adds the build's folder to it. */
async function runBuild(dir) {
  const tsconfig = `${dir}.json`
  fs.writeFileSync(tsconfig, JSON.stringify({ extends: './tsconfig.json' }))
  const code = await runNode('node_modules/next/dist/bin/next', ['build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TSCONFIG: tsconfig },
  })
  if (code === 0) addCompileHints(dir)
  return code
}

/** Runs the steps in order; exits with the code of the first that fails. */
export async function runOrExit(...steps) {
  try {
    for (const run of steps) await run()
  } catch (error) {
    console.error(error.message)
    process.exit(error.code ?? 1)
  }
}

/** Runs a step unless the stamp in its output equals `key`. Written last, so that an interrupted step runs again. */
function stamped(name, stamp, key, work) {
  const isDone = () => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key
  return lockedUnless(isDone, async () => {
    fs.rmSync(stamp, { force: true })
    const done = await step(name, work)
    fs.mkdirSync(path.dirname(stamp), { recursive: true })
    fs.writeFileSync(stamp, key)
    return done
  })
}

/** If a server and a worker start at the same time, one runs the step and the other waits. */
async function lockedUnless(isDone, work) {
  if (isDone()) return undefined
  const unlessDone = async () => (isDone() ? undefined : work())
  return withLockFile(LOCK, unlessDone, (pid) =>
    console.log(`> waiting for process ${pid}, which is preparing the same folder`),
  )
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(
    `Latchkey requires Node.js 20.19 or newer, but this is ${process.versions.node}. Install a newer version.`,
  )
  process.exit(1)
}
