import type { SmsGateway } from '@/lib/delivery/gateways/gateway'

/** Takes everything and sends nothing: where the decoys go that make unknown numbers look like known ones (R9). */
export const nullGateway: SmsGateway = {
  send: async (message) => ({ kind: 'accepted', gatewayMessageId: message.reference }),
  parseReceipt: async () => ({ kind: 'rejected', reason: 'the null gateway has no receipts' }),
}
