import * as z from 'zod'
import type { DispatchResult, GatewayVendor, OutgoingMessage, ParsedReceipts } from '@/lib/delivery/gateways/gateway'
import { basicAuth, type HttpResponse, httpClient, urlUnder } from '@/lib/delivery/gateways/http'
import { mapOutcome, mapStatus, parseJson, refused, unknown } from '@/lib/delivery/gateways/map-response'
import { noReceipt, receipt, reference, rejected, soleValue } from '@/lib/delivery/gateways/webhook'
import { parseInbound } from './inbound'
import { type VonageSettings, vonageSettings } from './settings'
import { signedBody } from './signature'

const LONGEST_TTL_SECONDS = 72 * 60 * 60

const accepted = z.object({ message_uuid: z.guid() })
/** RFC 7807. The fragment of the type's URL is Vonage's error code. */
const problem = z.object({
  type: z.string().max(300).optional(),
  invalid_parameters: z.array(z.object({ name: z.string() })).optional(),
})

/** Unrecognized prefix, barred number, missing number, illegal number. developer.vonage.com/api-errors/messages */
const NUMBER_ERRORS = ['1040', '1050', '1170', '1240']
const THROTTLED = '1000'

const STATUSES = {
  submitted: 'ACCEPTED',
  delivered: 'DELIVERED',
  read: 'DELIVERED',
  undeliverable: 'UNDELIVERED',
  rejected: 'UNDELIVERED',
} as const

const statusReport = z.object({
  status: z.string(),
  client_ref: z.unknown().optional(),
  message_uuid: z.guid().optional().catch(undefined),
  error: problem.optional().catch(undefined),
})

/** Vonage's Messages API. Its client_ref is no idempotency key: a repeated request sends another SMS. */
export const vonage: GatewayVendor<VonageSettings> = {
  settings: vonageSettings,
  create(settings, http = httpClient()) {
    const url = urlUnder(settings.url, '/v1/messages')
    const headers = {
      Authorization: basicAuth(settings.apiKey, settings.apiSecret),
      'Content-Type': 'application/json',
      Accept: 'application/json',
    }
    return {
      async send(message, signal) {
        const body = JSON.stringify(bodyFor(message))
        return mapOutcome(await http.post({ url, headers, body }, signal), mapResponse)
      },
      parseReceipt: (request) => parseReceipt(request, settings),
      parseInbound: (request) => parseInbound(request, settings),
    }
  },
}

const withoutPlus = (number: string): string => number.replace(/^\+/, '')

const bodyFor = (message: OutgoingMessage) => ({
  channel: 'sms',
  message_type: 'text',
  to: withoutPlus(message.to),
  from: withoutPlus(message.from),
  text: message.text,
  // Seconds here, unlike the milliseconds of Vonage's older SMS API.
  ttl: Math.min(Math.max(1, Math.floor(message.lifeSeconds)), LONGEST_TTL_SECONDS),
  client_ref: message.reference,
  webhook_url: message.receiptUrl,
  webhook_version: 'v1',
  sms: { encoding_type: message.encoding === 'GSM-7' ? 'text' : 'unicode' },
})

function mapResponse(response: HttpResponse): DispatchResult {
  const { status, text, retryAfterSeconds } = response
  if (status === 200 || status === 202) {
    const uuid = parseJson(text, accepted)?.message_uuid
    return uuid ? { kind: 'accepted', gatewayMessageId: uuid } : unknown(`HTTP ${status} without a message`)
  }
  if (status === 422) return mapProblem(parseJson(text, problem), retryAfterSeconds)
  return mapStatus(response, [429])
}

function mapProblem(body: z.infer<typeof problem> | null, retryAfterSeconds?: number): DispatchResult {
  const code = codeOf(body)
  const reason = code ? `HTTP 422, error ${code}` : 'HTTP 422'
  if (code === THROTTLED) return refused('transient', reason, retryAfterSeconds)
  const aboutNumber = NUMBER_ERRORS.includes(code) || body?.invalid_parameters?.some(({ name }) => name === 'to')
  return refused(aboutNumber ? 'number' : 'account', reason)
}

const codeOf = (body: z.infer<typeof problem> | null | undefined): string =>
  /#(\d{1,5})$/.exec(body?.type ?? '')?.[1] ?? ''

async function parseReceipt(request: Request, settings: VonageSettings): Promise<ParsedReceipts> {
  const signed = await signedBody(request, settings)
  if (signed.kind === 'rejected') return signed
  const once = `vonage:${signed.jti}`
  const body = parseJson(signed.body, statusReport)
  if (!body) return noReceipt('no status of a message', once)
  const inBody = reference.safeParse(body.client_ref).data
  const inQuery = new URL(request.url).searchParams
  // The body is signed and the URL is not, so they must agree.
  if (inQuery.has('reference') && inBody !== undefined && soleValue(inQuery, 'reference') !== inBody)
    return rejected('two references that differ')
  const named = inBody ?? reference.safeParse(soleValue(inQuery, 'reference')).data
  if (!named) return noReceipt('no reference of one of our messages', once)
  if (!isStatus(body.status)) return noReceipt(`status ${body.status}`, once)
  const status = STATUSES[body.status]
  const detail = status === 'UNDELIVERED' ? detailOf(body) : undefined
  return receipt({ reference: named, status, gatewayMessageId: body.message_uuid, detail }, once)
}

const isStatus = (word: string): word is keyof typeof STATUSES => Object.hasOwn(STATUSES, word)

function detailOf({ status, error }: z.infer<typeof statusReport>): string {
  const code = codeOf(error)
  return code ? `${status}: error ${code}` : status
}
