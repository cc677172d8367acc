import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { contentHash } from './content-hash.mjs'
import { isAlive } from './with-lock-file.mjs'

export const BUILD_INPUTS = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'instrumentation.ts',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'scripts/compile.mjs',
  'scripts/content-hash.mjs',
  'scripts/exec.mjs',
  'scripts/migrate',
  'scripts/serve',
  'server.ts',
  'tsconfig.json',
]

/**
 * Returns the id, folder and server action key of this version's build. All are deterministic, so that servers built
 * separately accept each other's forms. The key salts action ids and encrypts bound arguments. It is not a secret: it
 * stays the same across versions, so that pages opened before an upgrade still work, and bound arguments are validated.
 */
export function buildVersion() {
  const key = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY || digest('latchkey server actions').toString('base64')
  const mode = process.env.MODE || 'demo'
  const id = digest(`${mode} ${key} ${contentHash(...BUILD_INPUTS)}`)
    .toString('hex')
    .slice(0, 12)
  return { id, key, dir: `.next-${id}` }
}

const digest = (text) => createHash('sha256').update(text).digest()

/** Marks a build as in use by this process. Builds in a read-only image need no mark. */
export function markUsed(dir) {
  try {
    fs.writeFileSync(path.join(dir, `used-by-${process.pid}`), '')
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes(error.code)) throw error
  }
}

export function removeUnused(current, root = '.') {
  for (const name of fs.readdirSync(root)) {
    if (!/^\.next-[0-9a-f]{12}(\.json)?$/.test(name) || name.startsWith(current)) continue
    const dir = path.join(root, name.slice(0, '.next-'.length + 12))
    if (!usersOf(dir).some(isAlive)) fs.rmSync(path.join(root, name), { recursive: true, force: true })
  }
}

function usersOf(dir) {
  const names = fs.existsSync(dir) ? fs.readdirSync(dir) : []
  return names.flatMap((name) => Number(/^used-by-(\d+)$/.exec(name)?.[1]) || [])
}
