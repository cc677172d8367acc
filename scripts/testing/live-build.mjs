import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

// The font is imported by path; other packages are resolved from the project's node_modules in a parent folder.
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'node_modules/@fontsource-variable',
  'next.config.mjs',
  'package.json',
  'postcss.config.mjs',
  'tsconfig.json',
]

/** Builds a copy of the project for MODE=live and returns its routes. */
export async function routesOfLiveBuild(dir) {
  for (const source of SOURCES) {
    if (fs.existsSync(source)) fs.cpSync(source, path.join(dir, source), { recursive: true, filter: isNoTest })
  }
  try {
    // Overrides the settings of the build that other tests use.
    const own = { NEXT_DIST_DIR: '', NEXT_BUILD_ID: '', NEXT_TSCONFIG: '' }
    const env = { ...process.env, ...own, MODE: 'live', NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    const next = path.resolve('node_modules/next/dist/bin/next')
    await promisify(execFile)(process.execPath, [next, 'build'], { cwd: dir, env }).catch(({ stdout, stderr }) => {
      throw new Error(`the live build failed: ${stdout}${stderr}`)
    })
    return Object.keys(JSON.parse(fs.readFileSync(path.join(dir, '.next/server/app-paths-manifest.json'), 'utf8')))
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

const isNoTest = (file) => !file.endsWith('.test.ts')
