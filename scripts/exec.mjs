import { spawn } from 'node:child_process'
import path from 'node:path'

const HEARTBEAT_MS = 15_000

const running = new Set()

/** Ends what this process has started, so that a Ctrl+C leaves nothing behind. */
export function endChildren() {
  for (const child of running) child.kill('SIGTERM')
}

/** Runs a program to its end and answers its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options })
    running.add(child)
    const done = (code) => {
      running.delete(child)
      resolve(code)
    }
    child.once('error', (error) => {
      console.error(`${command} can't be run: ${error.message}`)
      done(1)
    })
    child.once('close', (code) => done(code ?? 1))
  })
}

export const runNode = (script, args = [], options = {}) => run(process.execPath, [script, ...args], options)

/** npm as the one that runs us, and without a shell in between, so that signals and paths with blanks work. */
export function runNpm(args) {
  const beside = path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  return runNode(process.env.npm_execpath ?? beside, args)
}

/** A step that failed; carries the exit code to leave with. */
export class StepFailed extends Error {
  name = 'StepFailed'

  constructor(name, code) {
    super(`${name} failed (exit code ${code}); the reason stands above.`)
    this.code = code
  }
}

export const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`

/** Runs one named step, says how long it has been at it, and stops everything when it fails. */
export async function step(name, work) {
  const start = performance.now()
  console.log(`> ${name} ...`)
  const heartbeat = setInterval(() => console.log(`  still ${name}, ${secondsSince(start)}`), HEARTBEAT_MS)
  const code = await work().finally(() => clearInterval(heartbeat))
  if (code) throw new StepFailed(name, code)
  console.log(`  ${name}: ${secondsSince(start)}`)
  return { name, took: secondsSince(start) }
}
