import type { SmsGateway } from '@/lib/delivery/gateways/gateway'

/** Accepts every message and sends none. Decoys are dispatched to it, to prevent enumeration (R9). */
export const nullGateway: SmsGateway = {
  send: async (message) => ({ kind: 'accepted', gatewayMessageId: message.reference }),
  parseReceipt: async () => ({ kind: 'rejected', reason: 'the null gateway has no receipts' }),
}
