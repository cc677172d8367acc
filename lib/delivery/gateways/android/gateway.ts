import * as z from 'zod'
import type { DispatchResult, GatewayVendor, OutgoingMessage, ParsedReceipts } from '@/lib/delivery/gateways/gateway'
import { basicAuth, type HttpResponse, httpClient, urlUnder } from '@/lib/delivery/gateways/http'
import { mapOutcome, mapStatus, parseJson, refused, unknown } from '@/lib/delivery/gateways/map-response'
import { noReceipt, receipt, reference } from '@/lib/delivery/gateways/webhook'
import { parseInbound } from './inbound'
import { type AndroidSettings, androidSettings } from './settings'
import { signedBody } from './signature'

const SHORTEST_TTL_SECONDS = 5

const accepted = z.object({ id: z.string().min(1).max(64) })
const problem = z.object({ message: z.string() })

const EVENTS = {
  'sms:sent': 'ACCEPTED',
  'sms:delivered': 'DELIVERED',
  'sms:failed': 'UNDELIVERED',
  'sms:cancelled': 'UNDELIVERED',
} as const

const webhook = z.object({
  event: z.enum(Object.keys(EVENTS) as (keyof typeof EVENTS)[]),
  payload: z.object({ messageId: reference, reason: z.string().optional().catch(undefined) }),
})

/** A phone that runs https://sms-gate.app. Its number is the sender. */
export const android: GatewayVendor<AndroidSettings> = {
  settings: androidSettings,
  create(settings, http = httpClient()) {
    const url = urlUnder(settings.url, '/messages')
    const headers = {
      Authorization: basicAuth(settings.username, settings.password),
      'Content-Type': 'application/json',
      Accept: 'application/json',
    }
    return {
      async send(message, signal) {
        const outcome = await http.post({ url, headers, body: JSON.stringify(bodyFor(message)) }, signal)
        return mapOutcome(outcome, (response) => mapResponse(response, message.reference))
      },
      parseReceipt: (request) => parseReceipt(request, settings.signingKey),
      parseInbound: (request) => parseInbound(request, settings.signingKey),
    }
  },
}

const bodyFor = (message: OutgoingMessage) => ({
  id: message.reference,
  phoneNumbers: [message.to],
  textMessage: { text: message.text },
  ttl: Math.max(SHORTEST_TTL_SECONDS, Math.floor(message.lifeSeconds)),
  withDeliveryReport: true,
})

function mapResponse(response: HttpResponse, ourId: string): DispatchResult {
  switch (response.status) {
    case 200:
    case 201:
    case 202:
      if (parseJson(response.text, accepted)?.id === ourId) return { kind: 'accepted', gatewayMessageId: ourId }
      return unknown(`HTTP ${response.status} without our message`)
    // An earlier request with this id was accepted, but its response was lost.
    case 409:
      return { kind: 'accepted', gatewayMessageId: ourId }
    case 400:
      return refused(
        /phone|recipient/i.test(parseJson(response.text, problem)?.message ?? '') ? 'number' : 'account',
        'HTTP 400',
      )
    default:
      return mapStatus(response, [429, 503])
  }
}

async function parseReceipt(request: Request, signingKey: string): Promise<ParsedReceipts> {
  const signed = await signedBody(request, signingKey)
  if (signed.kind === 'rejected') return signed
  const event = parseJson(signed.body, webhook)
  // The phone also reports other messages, and retries rejected webhooks.
  if (!event) return noReceipt()
  const status = EVENTS[event.event]
  return receipt({
    reference: event.payload.messageId,
    status,
    detail: status === 'UNDELIVERED' ? detailOf(event) : undefined,
  })
}

/** Android's error name, like RESULT_ERROR_NO_SERVICE. Free text is not stored. */
function detailOf({ event, payload }: z.infer<typeof webhook>): string {
  const failure = event.slice('sms:'.length)
  const named = /^[A-Z][A-Z_]{2,59}$/.test(payload.reason ?? '')
  return named ? `${failure}: ${payload.reason}` : failure
}
