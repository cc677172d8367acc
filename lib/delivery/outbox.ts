import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '@/lib/db/driver/client'
import { insertMessage, type NewMessage } from '@/lib/db/queries/messages'
import type { SmsTemplate } from '@/lib/i18n/sms'
import type { GatewayName } from './gateways/registry'

const RECEIPT_TOKEN_BYTES = 16

export interface NewSms {
  verificationId: string | null
  to: string
  country: string
  template: SmsTemplate
  params?: NewMessage['params']
  locale: string
  gateway: GatewayName
  lifeSeconds: number
}

/** Returns 128 random bits that authenticate a receipt, because only the gateway receives them. */
export const newReceiptToken = (): string => randomBytes(RECEIPT_TOKEN_BYTES).toString('base64url')

/** Inserts an SMS in the transaction of its cause (R6); it is dispatched after the commit. Returns the message's id. */
export const enqueue = (db: Db | Tx, sms: NewSms): Promise<string> => insertMessage(db, messageOf(sms))

/** Returns the row of a message, for a statement that inserts it with its cause. */
export const messageOf = (sms: NewSms): NewMessage => ({ params: {}, ...sms, receiptToken: newReceiptToken() })
