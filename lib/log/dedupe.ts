interface Settings<T> {
  /** Says a line that came so many times; undefined stands for all that there was no more room for. */
  tell: (line: T | undefined, count: number) => void
  /** Different lines that are told apart between two `flush`. */
  most: number
}

/**
 * Says a line at once when it is the first of its kind, and at the next `flush` how many more came. So whoever can cause a
 * line gets two of it a round, and not a full disk.
 */
export class Repeats<T> {
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
      this.#of.tell(line, 1)
    }
  }

  flush(): void {
    const repeated = [...this.#more.values()].filter(({ count }) => count > 0)
    const others = this.#others
    this.#more.clear()
    this.#others = 0
    for (const { line, count } of repeated) this.#of.tell(line, count)
    if (others > 0) this.#of.tell(undefined, others)
  }
}
