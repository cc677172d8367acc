import { spawn } from 'node:child_process'
import path from 'node:path'

const HEARTBEAT_MS = 15_000

const running = new Set()

/** Terminates all child processes, so that Ctrl+C leaves none behind. */
export function endChildren() {
  for (const child of running) child.kill('SIGTERM')
}

export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options })
    running.add(child)
    const done = (code) => {
      running.delete(child)
      resolve(code)
    }
    child.once('error', (error) => {
      console.error(`Could not run ${command}: ${error.message}`)
      done(1)
    })
    child.once('close', (code) => done(code ?? 1))
  })
}

export const runNode = (script, args = [], options = {}) => run(process.execPath, [script, ...args], options)

/** Runs the npm that started this process, without a shell, so that signals and paths with spaces work. */
export function runNpm(args) {
  const beside = path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  return runNode(process.env.npm_execpath ?? beside, args)
}

export class StepFailed extends Error {
  name = 'StepFailed'

  constructor(name, code) {
    super(`${name} failed with exit code ${code}; see the output above.`)
    this.code = code
  }
}

export const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`

/** Runs a named step and prints its duration, every 15 s and at the end. Throws StepFailed on failure. */
export async function step(name, work) {
  const start = performance.now()
  console.log(`> ${name} ...`)
  const heartbeat = setInterval(() => console.log(`  still ${name}, ${secondsSince(start)}`), HEARTBEAT_MS)
  const code = await work().finally(() => clearInterval(heartbeat))
  if (code) throw new StepFailed(name, code)
  console.log(`  ${name}: ${secondsSince(start)}`)
  return { name, took: secondsSince(start) }
}
