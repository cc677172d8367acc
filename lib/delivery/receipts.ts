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

/** Longer than any gateway's timestamps are valid, so that a replay after the nonce's expiry is rejected by its timestamp. */
const NONCE_KEPT_SECONDS = 60 * 60

/** Processes a delivery receipt and returns the HTTP status. Replays are acknowledged, or gateways would retry them. */
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
