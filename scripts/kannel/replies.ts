import { REPLY_PARAMETERS } from '@/lib/delivery/gateways/kannel/inbound'
import { replyToken } from '@/lib/delivery/gateways/kannel/inbound-token'

/** Where a Kannel has to bring replies for the server there, which has that secret. */
export const repliesUrl = (origin: string, authSecret: string): string =>
  `${origin}/api/gateways/kannel/replies?token=${replyToken(authSecret)}&${REPLY_PARAMETERS}`
