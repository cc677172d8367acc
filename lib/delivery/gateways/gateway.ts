import type * as z from 'zod'
import type { VendorSettings } from './settings'

/** One SMS on its way out. `reference` comes back in the receipts; `lifeSeconds` is how long it is worth delivering. */
export interface OutgoingMessage {
  to: string
  from: string
  text: string
  /** What the text can be sent in: GSM-7 unless a character asks for UCS-2. */
  encoding: 'GSM-7' | 'UCS-2'
  reference: string
  /** Where receipts about this very message are to be sent; holds the reference. */
  receiptUrl: string
  lifeSeconds: number
}

/**
 * Why a gateway certainly doesn't have a message. `number`: it never will take one to this number. `opted-out`: the person
 * asked to get none, which no other gateway may get around. `account`: it takes nothing from us, which an operator has to
 * mend. `transient`: it may take it later.
 */
export type Refusal = 'number' | 'opted-out' | 'account' | 'transient'

/** What a hand-over came to. `accepted`: the gateway has it. `refused`: it certainly has not. `unknown`: it may have. */
export type HandOverResult =
  | { kind: 'accepted'; gatewayMessageId?: string }
  | { kind: 'refused'; because: Refusal; reason: string; retryAfterSeconds?: number }
  | { kind: 'unknown'; reason: string }

/** A delivery report (DLR) in our words; FAILED, EXPIRED and CANCELED are said by us alone (R8). */
export interface Receipt {
  reference: string
  status: 'ACCEPTED' | 'UNDELIVERED' | 'DELIVERED'
  /** What the gateway calls the message. */
  gatewayMessageId?: string
  detail?: string
  /** Some gateways take a message first and find afterwards that the person asked to get none. */
  refusal?: 'opted-out'
}

/** What somebody wrote back; the text is theirs and is never kept. `from` is in the gateway's own spelling. */
export interface Reply {
  from: string
  text: string
}

export type Rejected = { kind: 'rejected'; reason: string }

/**
 * `once` names a report that proves itself by a nonce, so that it isn't taken twice. No receipts: nothing to do. `unread`
 * names what an authentic report says that isn't in our tables. It is logged and acknowledged, since the gateway would
 * retry it for a day.
 */
export type ParsedReceipts = { kind: 'receipts'; receipts: Receipt[]; once?: string; unread?: string } | Rejected

/** The same for replies: `once` names the one that this is, so that a START isn't undone by the STOP before it. */
export type ParsedReplies = { kind: 'replies'; replies: Reply[]; once?: string } | Rejected

/** What takes a message, may report on it and bring replies. Methods answer; they throw on bugs and outages of our own. */
export interface SmsGateway {
  send(message: OutgoingMessage, signal: AbortSignal): Promise<HandOverResult>
  parseReceipt(request: Request): Promise<ParsedReceipts>
  parseReply?(request: Request): Promise<ParsedReplies>
}

/** A vendor's entry in the registry. */
export interface GatewayVendor<Settings extends { url: string } = { url: string }> {
  settings: VendorSettings<z.ZodRawShape, Settings>
  create(settings: Settings): SmsGateway
}
