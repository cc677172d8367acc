/** One SMS on its way out. `reference` comes back in the receipts; `lifeSeconds` is how long it is worth delivering. */
export interface OutgoingMessage {
  to: string
  from: string
  text: string
  reference: string
  lifeSeconds: number
}

/**
 * What a hand-over came to. `accepted`: the gateway has it. `refused`: it certainly has not, `permanent` when trying
 * again can't help. `unknown`: it may have.
 */
export type HandOverResult =
  | { kind: 'accepted'; gatewayMessageId: string }
  | { kind: 'refused'; reason: string; permanent: boolean }
  | { kind: 'unknown'; reason: string }

/** A delivery report (DLR) in our words; FAILED, EXPIRED and CANCELED are said by us alone (R8). */
export interface Receipt {
  reference: string
  status: 'ACCEPTED' | 'UNDELIVERED' | 'DELIVERED'
  detail?: string
}

export type ParsedReceipts = { kind: 'receipts'; receipts: Receipt[] } | { kind: 'rejected'; reason: string }

/** What takes a message and may report on it. Both methods answer; they throw only on bugs and outages of our own. */
export interface SmsGateway {
  send(message: OutgoingMessage, signal: AbortSignal): Promise<HandOverResult>
  parseReceipt(request: Request): Promise<ParsedReceipts>
}
