import type { SmsGateway } from '@/lib/delivery/gateways/gateway'

/** Accepts everything and sends nothing. Decoys are dispatched to it, so that unknown numbers look like known ones (R9). */
export const nullGateway: SmsGateway = {
  send: async (message) => ({ kind: 'accepted', gatewayMessageId: message.reference }),
  parseReceipt: async () => ({ kind: 'rejected', reason: 'the null gateway has no receipts' }),
}
