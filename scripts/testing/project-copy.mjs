import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { runNode, step } from '../exec.mjs'

const READY_WITHIN_MS = 120_000

/** A copy of the project in another folder, as on another machine. Packages are hard links. */
export class ProjectCopy {
  constructor(dir) {
    this.dir = dir
    fs.rmSync(dir, { recursive: true, force: true })
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split('\n')
    for (const file of files.filter((name) => name && fs.existsSync(name))) {
      fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true })
      fs.copyFileSync(file, path.join(dir, file))
    }
    execFileSync('cp', ['-al', 'node_modules', path.join(dir, 'node_modules')])
    fs.cpSync('lib/db/generated', path.join(dir, 'lib/db/generated'), { recursive: true })
  }

  /** Replaces text in a file. */
  change(file, before, after) {
    const at = path.join(this.dir, file)
    const text = fs.readFileSync(at, 'utf8')
    if (!text.includes(before)) throw new Error(`${file} does not contain ${before}`)
    fs.writeFileSync(at, text.replace(before, after))
  }

  build(env) {
    return step(`building in ${this.dir}`, () =>
      runNode('scripts/build.mjs', [], {
        cwd: this.dir,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    )
  }

  /** Starts a script and appends its output to a log file. */
  run(script, env, logFile) {
    const log = fs.openSync(logFile, 'a')
    const child = spawn(process.execPath, [script], {
      cwd: this.dir,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
    })
    fs.closeSync(log)
    return {
      child,
      stop: async (signal = 'SIGTERM') => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const ended = once(child, 'exit')
        child.kill(signal)
        await ended
      },
    }
  }

  /** Starts a server; resolves once its health endpoint responds. */
  async serve(port, env) {
    const logFile = path.join(this.dir, `server-${port}.log`)
    const server = this.run('scripts/start.mjs', { ...env, PORT: String(port) }, logFile)
    for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; ) {
      if (server.child.exitCode !== null) break
      const health = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined)
      if (health?.ok) return { ...server, port, logFile }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await server.stop('SIGKILL')
    throw new Error(`the server did not start; see ${logFile}`)
  }
}
