import * as z from 'zod'
import type {
  GatewayVendor,
  HandOverResult,
  OutgoingMessage,
  ParsedReceipts,
  Receipt,
  SmsGateway,
} from '@/lib/delivery/gateways/gateway'
import { type HttpAnswer, httpClient } from '@/lib/delivery/gateways/http'
import {
  addressUnder,
  basicAuth,
  byStatus,
  handOver,
  readJson,
  refused,
  unknown,
} from '@/lib/delivery/gateways/map-response'
import { noReceipt, receipt, reference } from '@/lib/delivery/gateways/webhook'
import { readInbound } from './inbound'
import { type AndroidSettings, androidSettings } from './settings'
import { signedBody } from './signature'

const SHORTEST_TTL_SECONDS = 5

const taken = z.object({ id: z.string().min(1).max(64) })
const problem = z.object({ message: z.string() })

const EVENTS = {
  'sms:sent': 'ACCEPTED',
  'sms:delivered': 'DELIVERED',
  'sms:failed': 'UNDELIVERED',
  'sms:cancelled': 'UNDELIVERED',
} as const satisfies Record<string, Receipt['status']>

const hook = z.object({
  event: z.enum(Object.keys(EVENTS) as (keyof typeof EVENTS)[]),
  payload: z.object({ messageId: reference, reason: z.string().optional().catch(undefined) }),
})

/** One's own phone, with https://sms-gate.app on it. Its number is the sender. */
export function androidGateway(settings: AndroidSettings, http = httpClient()): SmsGateway {
  const url = addressUnder(settings.url, '/messages')
  const headers = {
    Authorization: basicAuth(settings.username, settings.password),
    'Content-Type': 'application/json',
    Accept: 'application/json',
  }
  return {
    async send(message, signal) {
      const outcome = await http.post({ url, headers, body: JSON.stringify(bodyFor(message)) }, signal)
      return handOver(outcome, (answer) => readAnswer(answer, message.reference))
    },
    parseReceipt: (request) => readReceipt(request, settings.signingKey),
    parseInbound: (request) => readInbound(request, settings.signingKey),
  }
}

export const android: GatewayVendor<AndroidSettings> = { settings: androidSettings, create: androidGateway }

const bodyFor = (message: OutgoingMessage) => ({
  id: message.reference,
  phoneNumbers: [message.to],
  textMessage: { text: message.text },
  ttl: Math.max(SHORTEST_TTL_SECONDS, Math.floor(message.lifeSeconds)),
  withDeliveryReport: true,
})

function readAnswer(answer: HttpAnswer, ourId: string): HandOverResult {
  switch (answer.status) {
    case 200:
    case 201:
    case 202:
      if (readJson(answer.text, taken)?.id === ourId) return { kind: 'accepted', gatewayMessageId: ourId }
      return unknown(`HTTP ${answer.status} without our message`)
    // It has a message of this id already: an earlier try arrived, whose answer was lost.
    case 409:
      return { kind: 'accepted', gatewayMessageId: ourId }
    case 400:
      return refused(
        /phone|recipient/i.test(readJson(answer.text, problem)?.message ?? '') ? 'number' : 'account',
        'HTTP 400',
      )
    default:
      return byStatus(answer, [429, 503])
  }
}

async function readReceipt(request: Request, signingKey: string): Promise<ParsedReceipts> {
  const signed = await signedBody(request, signingKey)
  if (signed.kind === 'rejected') return signed
  const said = readJson(signed.body, hook)
  // The phone reports on everything that it sends, and repeats what isn't taken: what isn't ours is taken and ignored.
  if (!said) return noReceipt()
  const status = EVENTS[said.event]
  return receipt({
    reference: said.payload.messageId,
    status,
    detail: status === 'UNDELIVERED' ? detailOf(said) : undefined,
  })
}

/** Android's own name of the failure, like RESULT_ERROR_NO_SERVICE; free text stays out of our records. */
function detailOf({ event, payload }: z.infer<typeof hook>): string {
  const failure = event.slice('sms:'.length)
  const named = /^[A-Z][A-Z_]{2,59}$/.test(payload.reason ?? '')
  return named ? `${failure}: ${payload.reason}` : failure
}
