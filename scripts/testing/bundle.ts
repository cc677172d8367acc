import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'

/** Used by the embedded database and the server only, which fault tests do not load. */
const NOT_NEEDED = ['@electric-sql/pglite', '@prisma/schema-engine-wasm', '@node-rs/argon2', 'pg-native']
/** Defines `require` for bundled CommonJS packages. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`

/** Bundles a script that tests start dozens of times: loading its TypeScript takes three seconds, the bundle one. */
export async function bundle(script: string): Promise<{ file: string; remove(): void }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bundle-'))
  await build({
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
