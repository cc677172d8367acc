// Everything that has to be there before the application can be loaded. Node's own modules only: in a fresh clone
// there are no others yet.
import fs from 'node:fs'
import path from 'node:path'
import { contentHash } from './content-hash.mjs'
import { runNode, runNpm, step } from './run.mjs'

const BUILD_INPUTS = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
]

/** Checks Node, goes to the top of the project, and takes what an .env file says, except for tests. */
export function begin({ envFile = true } = {}) {
  requireNode() // first: an older Node doesn't know what the next lines call
  process.chdir(path.dirname(import.meta.dirname))
  if (envFile && fs.existsSync('.env')) process.loadEnvFile('.env')
  Object.assign(process.env, { NEXT_TELEMETRY_DISABLED: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' })
}

export const installPackages = () =>
  once('installing packages', 'node_modules/.latchkey', contentHash('package-lock.json'), () =>
    runNpm(['ci', '--include=dev', '--loglevel=error']),
  )

export const generateClient = () =>
  once(
    'generating the database client',
    'lib/db/generated/.latchkey',
    contentHash('package-lock.json', 'prisma/schema.prisma', 'prisma.config.ts'),
    () => runNode('node_modules/prisma/build/index.js', ['generate', '--no-hints']),
  )

/** Builds for the mode that is configured: a live build doesn't hold the demo's pages. */
export const build = () =>
  once('building', '.next/.latchkey', `${process.env.MODE || 'demo'} ${contentHash(...BUILD_INPUTS)}`, () =>
    runNode('node_modules/next/dist/bin/next', ['build'], { env: { ...process.env, NODE_ENV: 'production' } }),
  )

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
 * for, so both go together; it goes before the step and comes after it, so an interrupted step is done again.
 */
async function once(name, stamp, key, work) {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key) return undefined
  fs.rmSync(stamp, { force: true })
  const done = await step(name, work)
  fs.mkdirSync(path.dirname(stamp), { recursive: true })
  fs.writeFileSync(stamp, key)
  return done
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Latchkey needs Node 20.19 or newer, and this is ${process.versions.node}; install a newer one.`)
  process.exit(1)
}
