import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { perProcess } from '@/lib/per-process'

interface Esbuild {
  build(options: Record<string, unknown>): Promise<unknown>
}

/** Only the embedded database and the server need these, and none is loaded here. */
const NOT_NEEDED = ['@electric-sql/pglite', '@prisma/schema-engine-wasm', '@node-rs/argon2', 'pg-native']
/** What CommonJS packages inside of a module call. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`

const PREFIX = path.join(os.tmpdir(), 'latchkey-bundle-')

/** Vitest ends its workers without letting them clear up: a run removes what earlier ones have left. */
function forgetEarlier(): void {
  const left = fs.readdirSync(os.tmpdir()).map((name) => path.join(os.tmpdir(), name))
  for (const folder of left.filter((name) => name.startsWith(PREFIX)))
    if (!isAlive(Number(folder.slice(PREFIX.length)))) fs.rmSync(folder, { recursive: true, force: true })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/**
 * A script with all that it imports in one file, made once a run: dozens of processes are started, and loading the
 * TypeScript itself would take each three seconds of processor time instead of one.
 */
export const bundled = (script: string): Promise<string> =>
  perProcess(`bundle-of-${script}`, async () => {
    forgetEarlier()
    const folder = `${PREFIX}${process.pid}`
    // The one that tsx brings along.
    const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx/package.json'))('esbuild') as Esbuild
    await esbuild.build({
      entryPoints: [script],
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      external: NOT_NEEDED,
      banner: { js: REQUIRE },
      logLevel: 'error',
    })
    return path.join(folder, `${path.basename(script, '.ts')}.mjs`)
  })
