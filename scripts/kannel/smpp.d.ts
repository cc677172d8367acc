// The used part of the package, which has no types.
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server } from 'node:net'

  type Fields = Record<string, unknown>

  export interface Pdu {
    command_status: number
    password: string
    source_addr: string
    destination_addr: string
    data_coding: number
    registered_delivery: number
    /** Decoded text if the data coding is known, bytes otherwise. */
    short_message: { message: string | Buffer }
    response(fields?: Fields): Pdu
  }

  export interface Session extends EventEmitter {
    send(pdu: Pdu): boolean
    deliver_sm(fields: Fields, answered: (answer: Pdu) => void): boolean
    close(): void
    destroy(): void
    on(event: 'close', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    on(event: string, listener: (pdu: Pdu) => void): this
  }

  const smpp: { createServer(onSession: (session: Session) => void): Server }
  export default smpp
}
