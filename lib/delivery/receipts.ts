import { audit } from '@/lib/audit/audit'
import { db, type Tx } from '@/lib/db/driver/client'
import { messageByReceipt } from '@/lib/db/queries/messages'
import { consumeNonce } from '@/lib/db/queries/used-nonces'
import { log } from '@/lib/log/log'
import { injectFault } from '@/lib/process/fault-injection'
import { networkOf } from './client-network'
import type { Receipt } from './gateways/gateway'
import { gatewayNamed } from './gateways/lookup'
import { recordOutcomeWithin } from './record-outcome'

/** A nonce is worth nothing to anybody once the report that it stands in is too old to be believed. */
const NONCE_KEPT_SECONDS = 60 * 60

/**
 * Takes a delivery report from a gateway, whichever way it came: authenticated by the gateway's own rule, matched by the
 * unguessable reference that went out with the message, applied forward only (R8). An authentic report that is unknown (its
 * message, its status) or was taken before is acknowledged and ignored, so that the gateway doesn't retry it. Answers with the HTTP
 * status for the gateway. What an undelivered message leads to is left to the outbox.
 */
export async function receive(gatewayName: string, request: Request): Promise<200 | 403 | 404> {
  const gateway = gatewayNamed(gatewayName)
  if (!gateway) return 404
  const parsed = await gateway.parseReceipt(request)
  if (parsed.kind === 'rejected') {
    audit({
      event: 'receipt.rejected',
      network: networkOf(request),
      detail: { gateway: gatewayName, reason: parsed.reason },
    })
    return 403
  }
  const { receipts, once, unread } = parsed
  if (unread !== undefined) log().warn({ event: 'receipt.unread', gateway: gatewayName, reason: unread })
  await db().$transaction(async (tx) => {
    if (once !== undefined && !(await consumeNonce(tx, `receipt:${once}`, NONCE_KEPT_SECONDS)))
      return log().warn({ event: 'receipt.replayed', gateway: gatewayName })
    for (const receipt of receipts) await apply(tx, gatewayName, receipt)
    injectFault('in-receipt')
  })
  injectFault('after-receipt')
  return 200
}

async function apply(tx: Tx, gateway: string, receipt: Receipt): Promise<void> {
  const message = await messageByReceipt(tx, { receiptToken: receipt.reference, gateway })
  if (!message) {
    log().warn({ event: 'receipt.unknown-message', gateway })
    return
  }
  const { status, detail, gatewayMessageId, refusal } = receipt
  const { id, smsId, to, template, seconds } = message
  await recordOutcomeWithin(tx, { id, smsId, to, gateway }, { status, detail, gatewayMessageId, refusal })
  log().info({ event: 'receipt', message: id, phone: to, template, gateway, status, seconds })
}
