import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { BUILD_INPUTS } from './build-version.mjs'
import { compile, declareCommonJs } from './compile.mjs'

/** Returns the sources and the imported packages of compiled modules, without those that are imported on demand. */
async function partsOf(entryPoints?: string[]) {
  const { metafile } = await compile('unused', { metafile: true, write: false, ...(entryPoints && { entryPoints }) })
  const outputs = Object.values(metafile?.outputs ?? {})
  const imports = outputs.flatMap((output) => output.imports).filter((one) => one.kind === 'import-statement')
  return { sources: Object.keys(metafile?.inputs ?? {}), packages: imports.map((one) => one.path) }
}

test('every source of the compiled server is an input of the build version, so that a change is compiled', async () => {
  const { sources } = await partsOf()
  expect(sources).toEqual(expect.arrayContaining(['server.ts', 'scripts/migrate/open-migrated.ts']))
  expect(sources.filter((file) => !BUILD_INPUTS.some((input) => `${file}/`.startsWith(`${input}/`)))).toEqual([])
})

test('neither start nor worker imports a loader of TypeScript', async () => {
  const scripts = await partsOf(['scripts/start.mjs', 'scripts/worker.mjs'])
  const server = await partsOf()
  expect(scripts.sources).toContain('scripts/bootstrap.mjs')
  expect([...scripts.sources, ...server.sources]).not.toContain('scripts/tsx.mjs')
  expect([...scripts.packages, ...server.packages].filter((name) => /^(tsx|typescript|esbuild)\b/.test(name))).toEqual(
    [],
  )
})

test('a build that is imported before Next.js writes it can still be required as CommonJS', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-compile-'))
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.join(dir, path.dirname(name)), { recursive: true })
    fs.writeFileSync(path.join(dir, name), text)
  }
  write('package.json', '{"type": "module"}')
  write('build/entry/server.mjs', "import('some-package').catch(() => {})")
  declareCommonJs(path.join(dir, 'build'))
  write(
    'start.mjs',
    `import { createRequire } from 'node:module'
    import fs from 'node:fs'
    await import('./build/entry/server.mjs')
    fs.writeFileSync('build/page.js', 'console.log(typeof require)')
    createRequire(import.meta.url)('./build/page.js')`,
  )
  const { stdout, stderr } = spawnSync(process.execPath, ['start.mjs'], { cwd: dir, encoding: 'utf8' })
  fs.rmSync(dir, { recursive: true })
  expect({ stdout, stderr }).toEqual({ stdout: 'function\n', stderr: '' })
})
