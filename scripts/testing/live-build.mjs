import fs from 'node:fs'
import path from 'node:path'
import { runNode } from '../run.mjs'

// The font is named by its path; every other package is found in the project's own node_modules, further up.
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'node_modules/@fontsource-variable',
  'next.config.ts',
  'package.json',
  'postcss.config.mjs',
  'tsconfig.json',
]

/** Builds for MODE=live in a copy inside the project, beside the demo's build; answers the routes that it holds. */
export async function routesOfLiveBuild(dir) {
  for (const source of SOURCES) {
    if (fs.existsSync(source)) fs.cpSync(source, path.join(dir, source), { recursive: true, filter: isNoTest })
  }
  const env = { ...process.env, MODE: 'live', NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const next = path.resolve('node_modules/next/dist/bin/next')
  const code = await runNode(next, ['build'], { cwd: dir, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const manifest = path.join(dir, '.next/server/app-paths-manifest.json')
  const routes = code === 0 ? Object.keys(JSON.parse(fs.readFileSync(manifest, 'utf8'))) : undefined
  fs.rmSync(dir, { recursive: true, force: true })
  return routes
}

const isNoTest = (file) => !file.endsWith('.test.ts')
