import type * as z from 'zod'
import type { HttpClient } from './http'
import type { VendorSettings } from './settings'

export interface OutgoingMessage {
  to: string
  from: string
  text: string
  encoding: 'GSM-7' | 'UCS-2'
  reference: string
  receiptUrl: string
  lifeSeconds: number
}

/**
 * Why a gateway did not accept a message. `number`: it rejects this number. `opted-out`: no other gateway may be tried.
 * `account`: it rejects all our messages until an operator fixes the configuration. `transient`: a retry may succeed.
 */
export type Refusal = 'number' | 'opted-out' | 'account' | 'transient'

/** `accepted`: the gateway has the message. `refused`: it does not have it. `unknown`: it may have it. */
export type DispatchResult =
  | { kind: 'accepted'; gatewayMessageId?: string }
  | { kind: 'refused'; because: Refusal; reason: string; retryAfterSeconds?: number }
  | { kind: 'unknown'; reason: string }

/** A delivery receipt, mapped to our statuses. Receipts never set FAILED, EXPIRED or CANCELED (R8). */
export interface Receipt {
  reference: string
  status: 'ACCEPTED' | 'UNDELIVERED' | 'DELIVERED'
  gatewayMessageId?: string
  detail?: string
  /** Some gateways filter opt-outs after accepting the message. */
  refusal?: 'opted-out'
}

/** An SMS from a user. The text is private and never stored. `from` is formatted as the gateway sends it. */
export interface InboundMessage {
  from: string
  text: string
}

export type Rejected = { kind: 'rejected'; reason: string }

/** `once` is a nonce. `unread` describes an authentic receipt that is acknowledged, to stop retries, but not mapped. */
export type ParsedReceipts = { kind: 'receipts'; receipts: Receipt[]; once?: string; unread?: string } | Rejected

/** `once` identifies the inbound message, so that a replayed STOP does not override a later START. */
export type ParsedInbound = { kind: 'inbound'; messages: InboundMessage[]; once?: string } | Rejected

/** Sends messages and parses webhooks. Methods throw only on bugs and on outages of our own systems. */
export interface SmsGateway {
  send(message: OutgoingMessage, signal: AbortSignal): Promise<DispatchResult>
  parseReceipt(request: Request): Promise<ParsedReceipts>
  parseInbound?(request: Request): Promise<ParsedInbound>
}

export interface GatewayVendor<Settings extends { url: string } = { url: string }> {
  settings: VendorSettings<z.ZodRawShape, Settings>
  create(settings: Settings, http?: HttpClient): SmsGateway
}
