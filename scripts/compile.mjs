import fs from 'node:fs'
import path from 'node:path'
import { replacedModules } from './absent-in-live.mjs'

/** What scripts import without TypeScript. The output has the folders of the sources. */
const ENTRIES = ['scripts/migrate/open-migrated.ts', 'scripts/serve/serve.ts', 'scripts/serve/worker.ts']

/** Returns esbuild's options. Packages stay external, so that the server and Next.js load the same copies. */
const options = (outdir) => ({
  entryPoints: ENTRIES,
  outdir,
  outbase: '.',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  alias: replacedModules(),
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'silent',
})

/** Compiles the server and the worker into a folder, so that they run without TypeScript. */
export async function compile(outdir, changes = {}) {
  const { build } = await import('esbuild')
  return build({ ...options(outdir), ...changes })
}

/**
 * Declares the folder of a build as CommonJS. Next.js does that, too, but later: the process that starts the server and
 * then builds would not notice, because Node caches that a folder has no package.json once a module in it is imported.
 */
export const declareCommonJs = (dir) => fs.writeFileSync(path.join(dir, 'package.json'), '{"type": "commonjs"}')
