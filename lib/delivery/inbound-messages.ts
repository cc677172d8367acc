import { audit, auditWithin } from '@/lib/audit/audit'
import { db, type Tx } from '@/lib/db/driver/client'
import { forgetOptOut, noteOptOut } from '@/lib/db/queries/opt-outs'
import { consumeNonce } from '@/lib/db/queries/used-nonces'
import { log } from '@/lib/log/log'
import { networkOf } from './client-network'
import type { InboundMessage } from './gateways/gateway'
import { gatewayNamed } from './gateways/lookup'
import { phoneOfStart, phoneOfStop } from './inbound-sender'
import { keywordIn } from './opt-out-keywords'

/** Some gateways sign no timestamp, so a replay is possible at any time. After this period its risk is accepted. */
const NONCE_KEPT_SECONDS = 30 * 24 * 60 * 60

/** Processes a message once and returns the HTTP status. STOP applies to all messages (47 CFR 64.1200(a)(10)). */
export async function receiveInbound(gatewayName: string, request: Request): Promise<200 | 403 | 404> {
  const gateway = gatewayNamed(gatewayName)
  if (!gateway?.parseInbound) return 404
  const parsed = await gateway.parseInbound(request)
  if (parsed.kind === 'rejected') {
    audit({
      event: 'inbound.rejected',
      network: networkOf(request),
      detail: { gateway: gatewayName, reason: parsed.reason },
    })
    return 403
  }
  const { messages, once } = parsed
  if (messages.length === 0) log().warn({ event: 'inbound.unknown-sender', gateway: gatewayName })
  await db().$transaction(async (tx) => {
    if (once !== undefined && !(await consumeNonce(tx, `reply:${once}`, NONCE_KEPT_SECONDS)))
      return log().warn({ event: 'inbound.replayed', gateway: gatewayName })
    for (const message of messages) await applyKeyword(tx, gatewayName, message)
  })
  return 200
}

async function applyKeyword(tx: Tx, gateway: string, { from, text }: InboundMessage): Promise<void> {
  const keyword = keywordIn(text)
  // Other texts are private and must not be logged.
  if (!keyword) return
  const phone = await (keyword === 'stop' ? phoneOfStop(tx, from) : phoneOfStart(tx, from))
  if (phone === null) return log().warn({ event: 'inbound.unknown-sender', gateway })
  if (keyword === 'stop') await noteOptOut(tx, { phone, gateway })
  else await forgetOptOut(tx, phone)
  await auditWithin(tx, { event: keyword === 'stop' ? 'opt-out' : 'opt-in', phone, detail: { gateway } })
}
