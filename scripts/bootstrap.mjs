// Everything that has to be there before the application can be loaded. Node's own modules only: in a fresh clone
// there are no others yet.
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

export const installPackages = () =>
  once('installing packages', 'node_modules/.latchkey', `${process.version} ${contentHash('package-lock.json')}`, () =>
    runNpm(['ci', '--include=dev', '--loglevel=error']),
  )

export const generateClient = () =>
  once(
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
  const done = await once('building', `${dir}/.latchkey`, id, () => runBuild(dir))
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

/** Runs a step, or leaves with its exit code when it fails. */
export async function orLeave(work) {
  try {
    await work()
  } catch (error) {
    console.error(error.message)
    process.exit(error.code ?? 1)
  }
}

/**
 * Does a step unless its stamp says that it was done for these very inputs. The stamp lies inside what it vouches
 * for, so both go together; it goes before the step and comes after it, so an interrupted step is done again. A server
 * and a worker may start at once, so one of them does the step and the other waits.
 */
async function once(name, stamp, key, work) {
  const isDone = () => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key
  if (isDone()) return undefined
  const doStep = async () => {
    if (isDone()) return undefined
    fs.rmSync(stamp, { force: true })
    const done = await step(name, work)
    fs.mkdirSync(path.dirname(stamp), { recursive: true })
    fs.writeFileSync(stamp, key)
    return done
  }
  return exclusively(LOCK, doStep, (pid) => console.log(`> waiting for process ${pid}, which prepares the same folder`))
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Latchkey needs Node 20.19 or newer, and this is ${process.versions.node}; install a newer one.`)
  process.exit(1)
}
