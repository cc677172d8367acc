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
import { noReceipt, receipt, reference, rejected, soleValue } from '@/lib/delivery/gateways/webhook'
import { readInbound } from './inbound'
import { type VonageSettings, vonageSettings } from './settings'
import { signedBody } from './signature'

const LONGEST_TTL_SECONDS = 72 * 60 * 60

const taken = z.object({ message_uuid: z.guid() })
/** RFC 7807. The type is an address whose fragment is Vonage's own number of the error. */
const problem = z.object({
  type: z.string().max(300).optional(),
  invalid_parameters: z.array(z.object({ name: z.string() })).optional(),
})

/** Unrecognised prefix, barred number, missing number, illegal number. developer.vonage.com/api-errors/messages */
const NUMBER_ERRORS = ['1040', '1050', '1170', '1240']
const THROTTLED = '1000'

const STATUSES = {
  submitted: 'ACCEPTED',
  delivered: 'DELIVERED',
  read: 'DELIVERED',
  undeliverable: 'UNDELIVERED',
  rejected: 'UNDELIVERED',
} as const satisfies Record<string, Receipt['status']>

const statusReport = z.object({
  status: z.string(),
  client_ref: z.unknown().optional(),
  // What can't be read here doesn't change what became of the message.
  message_uuid: z.guid().optional().catch(undefined),
  error: problem.optional().catch(undefined),
})

/** Vonage's Messages API. Its client_ref only labels a message: a repeated request is another SMS. */
export function vonageGateway(settings: VonageSettings, http = httpClient()): SmsGateway {
  const url = addressUnder(settings.url, '/v1/messages')
  const headers = {
    Authorization: basicAuth(settings.apiKey, settings.apiSecret),
    'Content-Type': 'application/json',
    Accept: 'application/json',
  }
  return {
    async send(message, signal) {
      const body = JSON.stringify(bodyFor(message))
      return handOver(await http.post({ url, headers, body }, signal), readAnswer)
    },
    parseReceipt: (request) => readReceipt(request, settings),
    parseInbound: (request) => readInbound(request, settings),
  }
}

export const vonage: GatewayVendor<VonageSettings> = { settings: vonageSettings, create: vonageGateway }

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

function readAnswer(answer: HttpAnswer): HandOverResult {
  const { status, text, retryAfterSeconds } = answer
  if (status === 200 || status === 202) {
    const uuid = readJson(text, taken)?.message_uuid
    return uuid ? { kind: 'accepted', gatewayMessageId: uuid } : unknown(`HTTP ${status} without a message`)
  }
  if (status === 422) return readProblem(readJson(text, problem), retryAfterSeconds)
  return byStatus(answer, [429])
}

/** Something in the request was wrong: the number, which is the user's, or anything else, which is ours. */
function readProblem(said: z.infer<typeof problem> | null, retryAfterSeconds?: number): HandOverResult {
  const code = codeOf(said)
  const reason = code ? `HTTP 422, error ${code}` : 'HTTP 422'
  if (code === THROTTLED) return refused('transient', reason, retryAfterSeconds)
  const aboutNumber = NUMBER_ERRORS.includes(code) || said?.invalid_parameters?.some(({ name }) => name === 'to')
  return refused(aboutNumber ? 'number' : 'account', reason)
}

const codeOf = (said: z.infer<typeof problem> | null | undefined): string =>
  /#(\d{1,5})$/.exec(said?.type ?? '')?.[1] ?? ''

async function readReceipt(request: Request, settings: VonageSettings): Promise<ParsedReceipts> {
  const signed = await signedBody(request, settings)
  if (signed.kind === 'rejected') return signed
  const once = `vonage:${signed.jti}`
  const said = readJson(signed.body, statusReport)
  if (!said) return noReceipt('no status of a message', once)
  const inBody = reference.safeParse(said.client_ref).data
  const inQuery = new URL(request.url).searchParams
  // The URL isn't signed and the body is, so the two may not disagree.
  if (inQuery.has('reference') && inBody !== undefined && soleValue(inQuery, 'reference') !== inBody)
    return rejected('two references that differ')
  const named = inBody ?? reference.safeParse(soleValue(inQuery, 'reference')).data
  if (!named) return noReceipt('no reference of one of our messages', once)
  if (!isStatus(said.status)) return noReceipt(`status ${said.status}`, once)
  const status = STATUSES[said.status]
  const detail = status === 'UNDELIVERED' ? detailOf(said) : undefined
  return receipt({ reference: named, status, gatewayMessageId: said.message_uuid, detail }, once)
}

const isStatus = (word: string): word is keyof typeof STATUSES => Object.hasOwn(STATUSES, word)

function detailOf({ status, error }: z.infer<typeof statusReport>): string {
  const code = codeOf(error)
  return code ? `${status}: error ${code}` : status
}
