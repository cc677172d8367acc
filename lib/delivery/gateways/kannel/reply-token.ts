import { createHmac } from 'node:crypto'

/**
 * Authenticates inbound messages from Kannel, which signs nothing. Derived, so that there is no further secret to store; in
 * hex, so that an operator can compute it with openssl (README.md).
 */
export const replyToken = (authSecret: string): string =>
  createHmac('sha256', authSecret).update('kannel-replies').digest('hex')
