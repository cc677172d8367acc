import { db } from '@/lib/db/driver/client'
import {
  type MessageDetailRow,
  type VerificationDetailRow,
  verificationDetail,
} from '@/lib/db/queries/verification-details'
import { senderFor } from '@/lib/delivery/routing'
import type { Client } from '@/lib/guard/policies'
import { maskPhone } from '@/lib/phone/mask-phone'
import { MAX_ATTEMPTS } from '@/lib/verification/check'
import { actingRules, type RuleName } from './acting-rules'
import { maskedText } from './masked-text'
import { type MovedLimit, movedLimits } from './moved-limits'
import { shownGateways } from './stage'

const SHOWN_BYTES = 4
const SHOWN_HASH = 8

export interface MessageDetails {
  gateway: string
  status: MessageDetailRow['status']
  events: MessageDetailRow['events']
  /** What the gateway was given, with code and number masked; null unless it was dispatched. */
  request: GatewayRequest | null
}

export interface GatewayRequest {
  from: string
  to: string
  template: string
  text: string
  encoding: string
  segments: number
  lifeSeconds: number
}

/** What the stage shows under the hood: no code, key, reference or whole number. */
export interface VerificationDetails {
  verification: Pick<
    VerificationDetailRow,
    'purpose' | 'attempts' | 'createdAtMs' | 'expiresAtMs' | 'approvedAtMs' | 'consumedAtMs' | 'supersededAtMs'
  > & { phone: string; maxAttempts: number; nonce: string; browser: string }
  messages: MessageDetails[]
  limits: MovedLimit[]
  rules: { rule: RuleName; file: string }[]
}

/** Returns the details of a verification whose messages are all simulated, otherwise null. */
export async function verificationDetails(id: string, viewer: Client): Promise<VerificationDetails | null> {
  const row = await verificationDetail(db(), { id, gateways: shownGateways() })
  if (!row) return null
  const { purpose, attempts, createdAtMs, expiresAtMs, approvedAtMs, consumedAtMs, supersededAtMs } = row
  return {
    verification: {
      purpose,
      attempts,
      createdAtMs,
      expiresAtMs,
      approvedAtMs,
      consumedAtMs,
      supersededAtMs,
      phone: maskPhone(row.phone),
      maxAttempts: MAX_ATTEMPTS,
      nonce: Buffer.from(row.nonce).toString('hex', 0, SHOWN_BYTES),
      browser: row.browserHash.slice(0, SHOWN_HASH),
    },
    messages: row.messages.map((message) => ({
      gateway: message.gateway,
      status: message.status,
      events: message.events,
      request: requestOf(message, row.phone),
    })),
    limits: await movedLimits(row, viewer),
    rules: actingRules(row),
  }
}

function requestOf(message: MessageDetailRow, phone: string): GatewayRequest | null {
  const claimed = message.events.find(({ status }) => status === 'SENDING')
  if (!claimed || message.status === 'EXPIRED' || message.status === 'CANCELED') return null
  const { template, locale } = message
  const secondsLeft = (message.expiresAtMs - claimed.atMs) / 1000
  const composed = maskedText({ template, locale, secondsLeft })
  if (!composed) return null
  const lifeSeconds = Math.floor(secondsLeft)
  return { from: senderFor(phone), to: maskPhone(phone), template, ...composed, lifeSeconds }
}
