import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { markReported, type UnreportedArrival, unreportedArrivals } from '@/lib/db/queries/handset-messages'
import { receive } from '@/lib/delivery/receipts'

const AT_ONCE = 100

/** Sends the receipts that are due. Marks them afterwards, so that a crash repeats a receipt instead of losing it. */
export async function reportArrivals(): Promise<void> {
  for (const arrival of await unreportedArrivals(db(), AT_ONCE)) {
    for (const receipt of receiptsOf(arrival)) await report(arrival.gateway, receipt)
    await markReported(db(), arrival.id)
  }
}

/** What a carrier reports before the last status of a message, latest first. */
const EARLIER: Record<string, string[]> = { DELIVERED: ['UNDELIVERED', 'ACCEPTED'], UNDELIVERED: ['ACCEPTED'] }

/** Returns the receipts of a message in the order in which they reach the gateway. */
export function receiptsOf({ reference, receipt: status, receiptDetail, ...network }: UnreportedArrival): object[] {
  if (!status || network.receiptsLost) return []
  const last = { reference, status, ...(receiptDetail !== null && { detail: receiptDetail }) }
  const late = network.receiptsOutOfOrder ? (EARLIER[status] ?? []) : []
  const receipts = [last, ...late.map((earlier) => ({ reference, status: earlier }))]
  return network.receiptsDuplicated ? receipts.flatMap((one) => [one, one]) : receipts
}

const report = (gateway: string, receipt: object) =>
  receive(
    gateway,
    new Request(`${env().appOrigin}/api/gateways/${gateway}/receipts`, {
      method: 'POST',
      body: JSON.stringify(receipt),
    }),
  )
