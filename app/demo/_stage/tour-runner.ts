export type TourState = 'idle' | 'playing' | 'paused' | 'done' | 'failed'

export interface TourView {
  name: string | null
  state: TourState
  /** Key of the caption's text. */
  caption: string | null
  /** Whether it paused because the presenter used the application or the phone. */
  isTakenOver: boolean
}

/** Shows a caption, and resolves once the tour may continue. Rejects once the tour is stopped. */
export type Say = (caption: string) => Promise<void>
export type TourScript = (say: Say, signal: AbortSignal) => Promise<void>

const IDLE: TourView = { name: null, state: 'idle', caption: null, isTakenOver: false }

/** Plays one tour at a time, with a pause after each caption. */
export class TourRunner {
  #view = IDLE
  #stop = new AbortController()
  #ended = Promise.resolve()
  /** Releases a tour that waits at a caption. */
  #next: () => void = () => {}
  readonly #listeners = new Set<() => void>()
  readonly #wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** After each caption. */
  paceMs: number

  constructor(paceMs: number, wait = waitFor) {
    this.paceMs = paceMs
    this.#wait = wait
  }

  view = (): TourView => this.#view

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Stops the tour that is playing, and plays this one once that has tidied up. Resolves when it ends. */
  play(name: string, script: TourScript): Promise<void> {
    this.stop()
    this.#show({ name, state: 'playing', caption: null, isTakenOver: false })
    this.#ended = this.#playAfter(this.#ended, script, this.#stop.signal)
    return this.#ended
  }

  async #playAfter(before: Promise<void>, script: TourScript, signal: AbortSignal): Promise<void> {
    await before
    if (signal.aborted) return
    try {
      await script((caption) => this.#say(caption, signal), signal)
      if (!signal.aborted) this.#show({ state: 'done' })
    } catch (error) {
      if (signal.aborted) return
      console.warn('the tour ended early:', error)
      this.#show({ state: 'failed' })
    }
  }

  stop(): void {
    this.#stop.abort()
    this.#stop = new AbortController()
    this.#next()
    this.#show(IDLE)
  }

  pause(isTakenOver = false): void {
    if (this.#view.state === 'playing') this.#show({ state: 'paused', isTakenOver })
  }

  resume(): void {
    if (this.#view.state !== 'paused') return
    this.#show({ state: 'playing', isTakenOver: false })
    this.#next()
  }

  /** Advances to the next caption, and pauses there. */
  step(): void {
    if (this.#view.state !== 'playing' && this.#view.state !== 'paused') return
    this.pause()
    this.#next()
  }

  async #say(caption: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    this.#show({ caption })
    const next = new Promise<void>((resolve) => {
      this.#next = resolve
    })
    const paced = this.#wait(this.paceMs, signal)
    await Promise.race([next, paced])
    // Paused during the wait: only `resume`, `step` and `stop` release it.
    if (this.#view.state === 'paused') await next
    signal.throwIfAborted()
  }

  #show(change: Partial<TourView>): void {
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}

const waitFor = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
