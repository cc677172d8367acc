// Why this exists: one command in a fresh clone has to be enough, so `npm start` and `npm test` install, generate and
// build whatever is missing or out of date. Every other command expects `npm ci`. Node's own modules only, since a fresh
// clone has no others yet.
import fs from 'node:fs'
import path from 'node:path'
import { buildVersion, markUsed, removeUnused } from './build-version.mjs'
import { contentHash } from './content-hash.mjs'
import { exclusively } from './exclusively.mjs'
import { runNode, runNpm, step } from './exec.mjs'

const LOCK = '.latchkey.lock'

/** Checks Node, goes to the top of the project, and takes what an .env file says, except for tests. */
export function begin({ envFile = true } = {}) {
  requireNode() // first: an older Node doesn't know what the next lines call
  process.chdir(path.dirname(import.meta.dirname))
  if (envFile && fs.existsSync('.env')) process.loadEnvFile('.env')
  Object.assign(process.env, { NEXT_TELEMETRY_DISABLED: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' })
}

export const installPackages = ({ dev = false } = {}) =>
  exclusivelyUnless(
    () => arePackagesInstalled({ dev }),
    () => step('installing packages', () => runNpm(['ci', '--include=dev', '--loglevel=error'])),
  )

/** For commands that don't install anything themselves. */
export function requirePackages() {
  if (!arePackagesInstalled()) throw new Error('Packages are missing or out of date; run `npm ci` first.')
}

/** npm lists what it has installed once it is done. Optional packages are for other platforms, so they may be missing. */
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

/**
 * Builds for the mode that is configured (a live build doesn't hold the demo's pages), beside the build that a running
 * server may be using, and makes it the one that this process serves.
 */
export async function build() {
  const { id, key, dir } = buildVersion()
  Object.assign(process.env, { NEXT_DIST_DIR: dir, NEXT_BUILD_ID: id, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key })
  const done = await stamped('building', `${dir}/.latchkey`, id, () => runBuild(dir))
  markUsed(dir)
  if (done) removeUnused(dir)
  return done
}

/** Next writes the folder of a build into the TypeScript configuration that it is given, so it gets one of its own. */
function runBuild(dir) {
  const tsconfig = `${dir}.json`
  fs.writeFileSync(tsconfig, JSON.stringify({ extends: './tsconfig.json' }))
  return runNode('node_modules/next/dist/bin/next', ['build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TSCONFIG: tsconfig },
  })
}

/** Runs steps in order, or exits with the code of the first one that fails. */
export async function orLeave(...steps) {
  try {
    for (const run of steps) await run()
  } catch (error) {
    console.error(error.message)
    process.exit(error.code ?? 1)
  }
}

/**
 * Runs a step unless its stamp has the hash of these very inputs. The stamp lies inside of the step's result, so both are
 * removed together. It is removed before the step and written after it, so an interrupted step runs again.
 */
function stamped(name, stamp, key, work) {
  const isDone = () => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key
  return exclusivelyUnless(isDone, async () => {
    fs.rmSync(stamp, { force: true })
    const done = await step(name, work)
    fs.mkdirSync(path.dirname(stamp), { recursive: true })
    fs.writeFileSync(stamp, key)
    return done
  })
}

/** A server and a worker may start at the same time: one of them runs the step and the other waits. */
async function exclusivelyUnless(isDone, work) {
  if (isDone()) return undefined
  const unlessDone = async () => (isDone() ? undefined : work())
  return exclusively(LOCK, unlessDone, (pid) =>
    console.log(`> waiting for process ${pid}, which prepares the same folder`),
  )
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Latchkey needs Node 20.19 or newer, and this is ${process.versions.node}; install a newer one.`)
  process.exit(1)
}
