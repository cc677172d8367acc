import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OWN_DIR, spawnServer, startAfresh } from '@/scripts/testing/e2e-servers.mjs'

const READY_WITHIN_MS = 60_000

// A test that times out never reaches the code that stops its server.
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

interface Options {
  port: number
  dataDir: string
  logFile: string
  settings: Record<string, string>
}

/** A server for one test or file, with its own settings, which tests may stop or kill. */
export class OwnServer {
  readonly origin: string
  readonly #options: Options
  #process: ChildProcess | undefined

  private constructor(options: Options) {
    this.#options = options
    this.origin = `http://localhost:${options.port}`
  }

  /** Starts with a new embedded database, unless the settings name another. */
  static async start(name: string, settings: Record<string, string> = {}): Promise<OwnServer> {
    const port = await freePort()
    const dataDir = path.join(OWN_DIR, name)
    const options = { port, dataDir, logFile: `${dataDir}.log`, settings }
    startAfresh(options)
    const server = new OwnServer(options)
    await server.start()
    return server
  }

  async start() {
    const child = spawnServer(this.#options)
    this.#process = child
    running.add(child)
    child.once('exit', () => running.delete(child))
    for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
      if (child.exitCode !== null) break
      const health = await fetch(`${this.origin}/api/health`).catch(() => undefined)
      await health?.body?.cancel()
      if (health?.ok) return
    }
    throw new Error(`the server didn't start; see ${this.#options.logFile}`)
  }

  /** Ends the process without cleanup, like a power failure. */
  kill = () => this.#end('SIGKILL')

  stop = () => this.#end('SIGTERM')

  output = () => fs.readFileSync(this.#options.logFile, 'utf8')

  /** Returns the log lines since the server was ready. */
  logged(): string[] {
    const [, ...rounds] = this.output().split(/^ {2}\(ready after .*\)\n/m)
    return rounds.join('').split('\n').filter(Boolean)
  }

  async #end(signal: NodeJS.Signals) {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
