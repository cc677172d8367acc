import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { inject } from 'vitest'
import type { CheckOutcome } from '@/lib/verification/check'
import type { Start, StartOutcome } from '@/lib/verification/initiate'
import { TEST_ENVIRONMENT } from '@/scripts/testing/environment.mjs'
import { freshStart } from '../verifications'
import { ask } from './ask'

export type Ending = { code: number | null; signal: NodeJS.Signals | null }

/** Avoids optimizing Prisma's WebAssembly, which shortens the start by a third. */
const CHEAPLY = ['--liftoff-only', '--wasm-lazy-compilation']

/** A child process with captured output, ended by its process id. */
export class Child {
  log = ''
  readonly ended: Promise<Ending>
  readonly child: ChildProcess

  constructor(args: string[], env: Record<string, string>) {
    // Excludes this shell's environment: a developer's settings must not affect tests.
    const own = { ...TEST_ENVIRONMENT, LOG_LEVEL: 'debug', ...env } as unknown as NodeJS.ProcessEnv
    this.child = spawn(process.execPath, args, { env: own, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    const note = (data: Buffer) => {
      this.log += data
    }
    this.child.stdout?.on('data', note)
    this.child.stderr?.on('data', note)
    this.ended = once(this.child, 'close').then(([code, signal]) => ({ code, signal }))
  }

  get lives(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  get fate(): string {
    return this.lives ? 'lives' : `ended by ${this.child.signalCode ?? this.child.exitCode}`
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Ending> {
    this.child.kill(signal)
    return this.ended
  }

  pause = () => this.child.kill('SIGSTOP')
  goOn = () => this.child.kill('SIGCONT')

  /** Requests a graceful shutdown. Returns how the process ended. */
  end = () => this.kill('SIGTERM')
}

/** Client for scripts/testing/delivery-process.ts. */
export class DeliveryProcess extends Child {
  origin = ''
  /** Acknowledged starts, and results of checks. */
  readonly acknowledged: { id: string; messageId: string }[] = []
  readonly checked: { id: string; kind: string }[] = []

  /** Adds the process to `children` before anything can fail, so that it is always ended. */
  static async start(
    env: Record<string, string>,
    { startsWorker = false },
    children: Child[],
  ): Promise<DeliveryProcess> {
    const script = inject('deliveryProcess')
    const started = new DeliveryProcess([...CHEAPLY, script, ...(startsWorker ? ['--outbox-worker'] : [])], env)
    children.push(started)
    const failed = started.ended.then(() => Promise.reject(new Error(`it didn't start: ${started.log}`)))
    const [{ port }] = (await Promise.race([once(started.child, 'message'), failed])) as [{ port: number }]
    failed.catch(() => {})
    started.origin = `http://127.0.0.1:${port}`
    return started
  }

  /**
   * Starts a verification, acknowledged once this resolves. `dispatch: false` leaves dispatching to an outbox worker.
   */
  async start(changes: Partial<Start> & { dispatch?: boolean } = {}): Promise<StartOutcome> {
    const outcome = await this.#ask<StartOutcome>('/start', { ...freshStart(), ...changes })
    if (outcome.kind === 'sent') this.acknowledged.push(outcome)
    return outcome
  }

  async check(entered: { id: string; browserHash: string; code: string }): Promise<CheckOutcome> {
    const outcome = await this.#ask<CheckOutcome>('/check', entered)
    this.checked.push({ id: entered.id, kind: outcome.kind })
    return outcome
  }

  startOutboxWorker = () => this.#ask('/outbox-worker', {})

  async #ask<T>(path: string, body: object): Promise<T> {
    const answer = await ask(this.origin + path, JSON.stringify(body))
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body}`)
    return JSON.parse(answer.body) as T
  }
}
