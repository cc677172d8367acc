import { audit, auditWithin } from '@/lib/audit/audit'
import { db, type Tx } from '@/lib/db/driver/client'
import { forgetOptOut, noteOptOut } from '@/lib/db/queries/opt-outs'
import { spendNonce } from '@/lib/db/queries/used-nonces'
import { log } from '@/lib/log/log'
import { networkOf } from './client-network'
import type { InboundMessage } from './gateways/gateway'
import { gatewayNamed } from './gateways/lookup'
import { phoneOfStart, phoneOfStop } from './inbound-sender'
import { wishIn } from './opt-out-keywords'

/** Not every gateway signs a time, so a reply could be played again for ever; by then its word has lost its weight. */
const NONCE_KEPT_SECONDS = 30 * 24 * 60 * 60

/**
 * Takes a reply from a gateway: authenticated like its receipts, taken once. STOP holds for every purpose and every
 * gateway until START (47 CFR 64.1200(a)(10), CTIA Messaging Principles). Everything else that people write is taken,
 * ignored and never logged: it is private. Answers with the HTTP status for the gateway.
 */
export async function receiveReply(gatewayName: string, request: Request): Promise<200 | 403 | 404> {
  const gateway = gatewayNamed(gatewayName)
  if (!gateway?.parseInbound) return 404
  const parsed = await gateway.parseInbound(request)
  if (parsed.kind === 'rejected') {
    audit({
      event: 'reply.rejected',
      network: networkOf(request),
      detail: { gateway: gatewayName, reason: parsed.reason },
    })
    return 403
  }
  const { messages, once } = parsed
  if (messages.length === 0) log().warn({ event: 'reply.from-nobody', gateway: gatewayName })
  await db().$transaction(async (tx) => {
    if (once !== undefined && !(await spendNonce(tx, `reply:${once}`, NONCE_KEPT_SECONDS)))
      return log().warn({ event: 'reply.replayed', gateway: gatewayName })
    for (const message of messages) await heed(tx, gatewayName, message)
  })
  return 200
}

async function heed(tx: Tx, gateway: string, { from, text }: InboundMessage): Promise<void> {
  const wish = wishIn(text)
  if (!wish) return
  const phone = await (wish === 'stop' ? phoneOfStop(tx, from) : phoneOfStart(tx, from))
  if (phone === null) return log().warn({ event: 'reply.from-nobody', gateway })
  if (wish === 'stop') await noteOptOut(tx, { phone, gateway })
  else await forgetOptOut(tx, phone)
  await auditWithin(tx, { event: wish === 'stop' ? 'opt-out' : 'opt-in', phone, detail: { gateway } })
}
