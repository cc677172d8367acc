import type * as z from 'zod'
import type { HttpClient } from './http'
import type { VendorSettings } from './settings'

/** One outgoing SMS. Its receipts carry `reference`; after `lifeSeconds` it is no longer worth delivering. */
export interface OutgoingMessage {
  to: string
  from: string
  text: string
  /** GSM-7, unless a character requires UCS-2. */
  encoding: 'GSM-7' | 'UCS-2'
  reference: string
  /** The webhook for receipts of this message; contains the reference. */
  receiptUrl: string
  lifeSeconds: number
}

/**
 * Why a gateway definitely did not accept a message. `number`: it will never accept one to this number. `opted-out`: the
 * user opted out, so no other gateway may be tried. `account`: it rejects everything from us until an operator fixes the
 * configuration. `transient`: a retry may succeed.
 */
export type Refusal = 'number' | 'opted-out' | 'account' | 'transient'

/** The result of a dispatch. `accepted`: the gateway has the message. `refused`: it does not. `unknown`: it may have it. */
export type DispatchResult =
  | { kind: 'accepted'; gatewayMessageId?: string }
  | { kind: 'refused'; because: Refusal; reason: string; retryAfterSeconds?: number }
  | { kind: 'unknown'; reason: string }

/** A delivery receipt, mapped to our statuses. FAILED, EXPIRED and CANCELED are never set by a receipt (R8). */
export interface Receipt {
  reference: string
  status: 'ACCEPTED' | 'UNDELIVERED' | 'DELIVERED'
  /** The gateway's id of the message. */
  gatewayMessageId?: string
  detail?: string
  /** Some gateways accept a message before they check for an opt-out. */
  refusal?: 'opted-out'
}

/** An SMS from a user. The text is private and never stored. `from` is formatted as the gateway sends it. */
export interface InboundMessage {
  from: string
  text: string
}

export type Rejected = { kind: 'rejected'; reason: string }

/**
 * `once` is the nonce of a signed webhook, which is processed only once. Without receipts there is nothing to do. `unread`
 * describes an authentic receipt that could not be mapped. It is logged and acknowledged, because the gateway would retry it
 * for a day.
 */
export type ParsedReceipts = { kind: 'receipts'; receipts: Receipt[]; once?: string; unread?: string } | Rejected

/** `once` identifies the inbound message, so that a replayed STOP does not override a later START. */
export type ParsedInbound = { kind: 'inbound'; messages: InboundMessage[]; once?: string } | Rejected

/** Sends messages and parses webhooks. Methods throw only on bugs and outages of our own. */
export interface SmsGateway {
  send(message: OutgoingMessage, signal: AbortSignal): Promise<DispatchResult>
  parseReceipt(request: Request): Promise<ParsedReceipts>
  parseInbound?(request: Request): Promise<ParsedInbound>
}

/** A vendor's entry in the registry. */
export interface GatewayVendor<Settings extends { url: string } = { url: string }> {
  settings: VendorSettings<z.ZodRawShape, Settings>
  create(settings: Settings, http?: HttpClient): SmsGateway
}
