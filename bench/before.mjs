import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runNode, step } from '../scripts/exec.mjs'

// Packages added since then do no harm, so both commits share the current ones.
const PREPARE = `
// Module and function had other names in older versions.
const scripts = await import('./scripts/bootstrap.mjs').catch(() => import('./scripts/prepare.mjs'))
const { begin, build, generateClient, runOrExit = scripts.orLeave } = scripts
const { contentHash } = await import('./scripts/content-hash.mjs')
const fs = await import('node:fs')
begin({ envFile: false })
// In older versions the stamp file holds only the hash.
fs.writeFileSync('node_modules/.latchkey', contentHash('package-lock.json'))
for (const work of [generateClient, build]) await runOrExit(work)`

/** Clones and builds another commit in a temporary folder, reused by the next run, and returns its path. */
export async function prepareBefore(ref) {
  const commit = execFileSync('git', ['rev-parse', '--verify', `${ref}^{commit}`], { encoding: 'utf8' }).trim()
  const dir = path.join(os.tmpdir(), `latchkey-bench-before-${commit.slice(0, 12)}`)
  if (!fs.existsSync(dir)) clone(commit, dir)
  await step(`preparing ${ref} in ${dir}`, () => runNode('--input-type=module', ['-e', PREPARE], { cwd: dir }))
  return dir
}

function clone(commit, dir) {
  fs.rmSync(`${dir}.part`, { recursive: true, force: true })
  execFileSync('git', ['clone', '--quiet', '--local', '--no-checkout', '.', `${dir}.part`])
  execFileSync('git', ['checkout', '--quiet', '--detach', commit], { cwd: `${dir}.part` })
  execFileSync('cp', ['-al', 'node_modules', `${dir}.part/node_modules`])
  // A write to a hard link would change both copies.
  fs.rmSync(`${dir}.part/node_modules/.latchkey`, { force: true })
  fs.renameSync(`${dir}.part`, dir)
}
