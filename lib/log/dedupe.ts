interface Settings<T> {
  /** Logs a line with its count. Undefined stands for the lines beyond `most`. */
  log: (line: T | undefined, count: number) => void
  most: number
}

/** Logs a first occurrence immediately and repetitions as a count, so that an attacker cannot fill the disk. */
export class Deduper<T> {
  readonly #of: Settings<T>
  #more = new Map<string, { line: T; count: number }>()
  #others = 0

  constructor(settings: Settings<T>) {
    this.#of = settings
  }

  add(line: T): void {
    const key = JSON.stringify(line)
    const same = this.#more.get(key)
    if (same) same.count++
    else if (this.#more.size >= this.#of.most) this.#others++
    else {
      this.#more.set(key, { line, count: 0 })
      this.#of.log(line, 1)
    }
  }

  flush(): void {
    const repeated = [...this.#more.values()].filter(({ count }) => count > 0)
    const others = this.#others
    this.#more.clear()
    this.#others = 0
    for (const { line, count } of repeated) this.#of.log(line, count)
    if (others > 0) this.#of.log(undefined, others)
  }
}
