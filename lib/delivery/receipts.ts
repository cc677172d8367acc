import { db } from '@/lib/db/client'
import { advanceMessage } from '@/lib/db/messages'
import { log } from '@/lib/log'
import { gatewayNamed } from './gateways/all'
import type { Receipt } from './gateways/gateway'

/**
 * Takes a delivery report from a gateway, whichever way it came: authenticated by the gateway's own rule, matched by the
 * unguessable reference that went out with the message, applied forward only (R8). A report about a message that we don't
 * know (any more) is taken and ignored, so that nobody sends it again. Answers with the HTTP status for the gateway.
 */
export async function receive(gatewayName: string, request: Request): Promise<200 | 403 | 404> {
  const gateway = gatewayNamed(gatewayName)
  if (!gateway) return 404
  const parsed = await gateway.parseReceipt(request)
  if (parsed.kind === 'rejected') {
    log().warn({ event: 'receipt.rejected', gateway: gatewayName, reason: parsed.reason })
    return 403
  }
  for (const receipt of parsed.receipts) await apply(gatewayName, receipt)
  return 200
}

async function apply(gateway: string, receipt: Receipt): Promise<void> {
  const message = await db().message.findUnique({
    where: { receiptToken: receipt.reference, gateway },
    select: { id: true },
  })
  if (!message) {
    log().warn({ event: 'receipt.unknown-message', gateway })
    return
  }
  const moved = await advanceMessage(db(), message.id, { status: receipt.status, detail: receipt.detail })
  log().info({ event: 'receipt', message: message.id, gateway, status: receipt.status, moved })
}
