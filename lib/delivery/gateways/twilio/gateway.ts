import * as z from 'zod'
import type { DispatchResult, GatewayVendor, OutgoingMessage, ParsedReceipts } from '@/lib/delivery/gateways/gateway'
import { basicAuth, type HttpResponse, httpClient, urlUnder } from '@/lib/delivery/gateways/http'
import { mapOutcome, mapStatus, parseJson, refused, unknown } from '@/lib/delivery/gateways/map-response'
import { noReceipt, receipt, reference, rejected, soleValue } from '@/lib/delivery/gateways/webhook'
import { deliveryError, meaningOf } from './errors'
import { parseInbound } from './inbound'
import { type TwilioSettings, twilioSettings } from './settings'
import { signedForm } from './signature'

const LONGEST_VALIDITY_SECONDS = 36_000

const messageSid = z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/)
const accepted = z.object({ sid: messageSid })
const problem = z.object({ code: z.number().int() })

const STATUSES = {
  queued: null,
  accepted: null,
  scheduled: null,
  sending: null,
  sent: 'ACCEPTED',
  delivered: 'DELIVERED',
  read: 'DELIVERED',
  undelivered: 'UNDELIVERED',
  failed: 'UNDELIVERED',
  canceled: 'UNDELIVERED',
} as const

const statusReport = z.object({
  reference,
  MessageStatus: z.string(),
  // A malformed optional field does not invalidate the status.
  MessageSid: messageSid.optional().catch(undefined),
  ErrorCode: z
    .string()
    .regex(/^\d{0,6}$/)
    .optional()
    .catch(undefined),
})

/** Twilio's Messages API. It has no idempotency key, so requests are never retried here. */
export const twilio: GatewayVendor<TwilioSettings> = {
  settings: twilioSettings,
  create(settings, http = httpClient()) {
    const url = urlUnder(settings.url, `/2010-04-01/Accounts/${settings.accountSid}/Messages.json`)
    const headers = {
      Authorization: basicAuth(settings.accountSid, settings.authToken),
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
    }
    return {
      async send(message, signal) {
        const body = formFor(message, settings.from ?? message.from).toString()
        return mapOutcome(await http.post({ url, headers, body }, signal), mapResponse)
      },
      parseReceipt: (request) => parseReceipt(request, settings),
      parseInbound: (request) => parseInbound(request, settings),
    }
  },
}

function formFor(message: OutgoingMessage, sender: string): URLSearchParams {
  const validity = Math.min(Math.max(1, Math.floor(message.lifeSeconds)), LONGEST_VALIDITY_SECONDS)
  return new URLSearchParams({
    To: message.to,
    ...senderOf(sender),
    Body: message.text,
    StatusCallback: message.receiptUrl,
    ValidityPeriod: String(validity),
  })
}

/** The sender is a messaging service, a number, which Twilio requires in E.164, or a name. */
function senderOf(sender: string): Record<string, string> {
  if (/^MG[0-9a-fA-F]{32}$/.test(sender)) return { MessagingServiceSid: sender }
  return { From: /^\d{7,15}$/.test(sender) ? `+${sender}` : sender }
}

function mapResponse(response: HttpResponse): DispatchResult {
  const { status, text, retryAfterSeconds } = response
  if (status === 200 || status === 201) {
    const sid = parseJson(text, accepted)?.sid
    return sid ? { kind: 'accepted', gatewayMessageId: sid } : unknown(`HTTP ${status} without a message`)
  }
  const code = parseJson(text, problem)?.code
  const meaning = code === undefined || status < 400 || status >= 500 ? undefined : meaningOf(code)
  if (!meaning) return mapStatus(response, [429, 503])
  const reason = `HTTP ${status}, error ${code}`
  return meaning === 'unknown' ? unknown(reason) : refused(meaning, reason, retryAfterSeconds)
}

async function parseReceipt(request: Request, settings: TwilioSettings): Promise<ParsedReceipts> {
  const signed = await signedForm(request, settings)
  return signed.kind === 'rejected' ? signed : parseStatus(signed.form, signed.url, settings.accountSid)
}

function parseStatus(form: URLSearchParams, url: URL, accountSid: string): ParsedReceipts {
  if (soleValue(form, 'AccountSid') !== accountSid) return rejected('about another account')
  const { data } = statusReport.safeParse({
    MessageSid: soleValue(form, 'MessageSid'),
    MessageStatus: soleValue(form, 'MessageStatus'),
    ErrorCode: soleValue(form, 'ErrorCode'),
    reference: soleValue(url.searchParams, 'reference'),
  })
  if (!data) return noReceipt('no status of one of our messages')
  if (!isStatus(data.MessageStatus)) return noReceipt(`status ${data.MessageStatus}`)
  const status = STATUSES[data.MessageStatus]
  if (!status) return noReceipt()
  return receipt({
    reference: data.reference,
    status,
    gatewayMessageId: data.MessageSid,
    detail: status === 'UNDELIVERED' ? detailOf(data.MessageStatus, data.ErrorCode) : undefined,
    // A messaging service accepts every message and filters opt-outs afterwards.
    refusal: status === 'UNDELIVERED' && meaningOf(Number(data.ErrorCode)) === 'opted-out' ? 'opted-out' : undefined,
  })
}

const isStatus = (word: string): word is keyof typeof STATUSES => Object.hasOwn(STATUSES, word)

const detailOf = (status: string, code: string | undefined): string =>
  code ? `${status}: ${deliveryError(code)}` : status
