import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'

interface Esbuild {
  build(options: Record<string, unknown>): Promise<unknown>
}

/** Only the embedded database and the server need these, and none is loaded here. */
const NOT_NEEDED = ['@electric-sql/pglite', '@prisma/schema-engine-wasm', '@node-rs/argon2', 'pg-native']
/** What CommonJS packages inside of a module call. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`

/**
 * A script with all that it imports in one file, for a run of tests that starts it dozens of times: loading the TypeScript
 * itself would take each three seconds of processor time instead of one.
 */
export async function bundle(script: string): Promise<{ file: string; remove(): void }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bundle-'))
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
  const file = path.join(folder, `${path.basename(script, '.ts')}.mjs`)
  return { file, remove: () => fs.rmSync(folder, { recursive: true, force: true }) }
}
