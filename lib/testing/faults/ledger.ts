import fs from 'node:fs'

/** A message that a gateway accepted. */
export interface LedgerLine {
  gateway: string
  to: string
  /** Our receipt token. */
  reference: string
  text: string
  /** Milliseconds since 1970. */
  at: number
}

/** A gateway's ledger outside the database. A line is on disk before the gateway responds. */
export class Ledger {
  readonly #file: string
  readonly #opened: number

  constructor(file: string) {
    this.#file = file
    this.#opened = fs.openSync(file, 'a')
  }

  append(line: LedgerLine): void {
    fs.writeSync(this.#opened, `${JSON.stringify(line)}\n`)
    fs.fsyncSync(this.#opened)
  }

  lines(): LedgerLine[] {
    const written = fs.readFileSync(this.#file, 'utf8').split('\n').slice(0, -1)
    return written.map((line) => JSON.parse(line) as LedgerLine)
  }

  close(): void {
    fs.closeSync(this.#opened)
  }
}
