import fs from 'node:fs'

/** What a gateway accepted, as it noted it for itself. */
export interface LedgerLine {
  gateway: string
  to: string
  /** What the message is called by us: its receipt token. */
  reference: string
  text: string
  /** Milliseconds since 1970. */
  at: number
}

/** A gateway's own book, outside of the database: a line is on the disk before the gateway answers. */
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
