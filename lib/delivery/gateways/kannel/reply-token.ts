import { createHmac } from 'node:crypto'

/**
 * What Kannel, which signs nothing, proves replies by. Derived, so that there is no further secret to keep; in hex, so that
 * an operator can make it with openssl (README.md).
 */
export const replyToken = (authSecret: string): string =>
  createHmac('sha256', authSecret).update('kannel-replies').digest('hex')
