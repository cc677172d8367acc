import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { patiently } from './server.mjs'

const KILOBYTES_PER_MEGABYTE = 1_000_000 / 1_024

/** Starts a command and returns the seconds until a URL responds with 200, and functions to measure and stop it. */
export async function timedStart(command, args, { env, url }) {
  const begun = performance.now()
  const root = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(root, 'exit')
  await patiently(async () => (await fetch(url)).ok, `${command} ${args.join(' ')} did not respond`, 10)
  const seconds = (performance.now() - begun) / 1000
  return {
    seconds,
    megabytes: () => largestOf(root.pid).kilobytes / KILOBYTES_PER_MEGABYTE,
    stop: async () => {
      process.kill(largestOf(root.pid).pid, 'SIGTERM')
      await ended
    },
  }
}

/** Returns the largest process of a tree: the server, if npm and a shell started it. */
function largestOf(root) {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n')
  const all = lines.map((line) => line.trim().split(/\s+/).map(Number))
  const tree = new Set([root])
  for (const [pid, parent] of all.toSorted(([a], [b]) => a - b)) if (tree.has(parent)) tree.add(pid)
  const [[pid, , kilobytes]] = all.filter(([one]) => tree.has(one)).sort(([, , a], [, , b]) => b - a)
  return { pid, kilobytes }
}
