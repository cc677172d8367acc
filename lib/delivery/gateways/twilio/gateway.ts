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
import { deliveryError, meaningOf } from './errors'
import { readInbound } from './inbound'
import { type TwilioSettings, twilioSettings } from './settings'
import { signedForm } from './signature'

const LONGEST_VALIDITY_SECONDS = 36_000

const messageSid = z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/)
const taken = z.object({ sid: messageSid })
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
} as const satisfies Record<string, Receipt['status'] | null>

const statusReport = z.object({
  reference,
  MessageStatus: z.string(),
  // What can't be read here doesn't change what became of the message.
  MessageSid: messageSid.optional().catch(undefined),
  ErrorCode: z
    .string()
    .regex(/^\d{0,6}$/)
    .optional()
    .catch(undefined),
})

/** Twilio's Messages API. It takes no key that would make a repeated request harmless, so nothing here repeats one. */
export function twilioGateway(settings: TwilioSettings, http = httpClient()): SmsGateway {
  const url = addressUnder(settings.url, `/2010-04-01/Accounts/${settings.accountSid}/Messages.json`)
  const headers = {
    Authorization: basicAuth(settings.accountSid, settings.authToken),
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'application/json',
  }
  return {
    async send(message, signal) {
      const body = formFor(message, settings.from ?? message.from).toString()
      return handOver(await http.post({ url, headers, body }, signal), readAnswer)
    },
    parseReceipt: (request) => readReceipt(request, settings),
    parseInbound: (request) => readInbound(request, settings),
  }
}

export const twilio: GatewayVendor<TwilioSettings> = { settings: twilioSettings, create: twilioGateway }

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

/** A messaging service, a number, which Twilio wants in E.164, or a name. */
function senderOf(sender: string): Record<string, string> {
  if (/^MG[0-9a-fA-F]{32}$/.test(sender)) return { MessagingServiceSid: sender }
  return { From: /^\d{7,15}$/.test(sender) ? `+${sender}` : sender }
}

function readAnswer(answer: HttpAnswer): HandOverResult {
  const { status, text, retryAfterSeconds } = answer
  if (status === 200 || status === 201) {
    const sid = readJson(text, taken)?.sid
    return sid ? { kind: 'accepted', gatewayMessageId: sid } : unknown(`HTTP ${status} without a message`)
  }
  const code = readJson(text, problem)?.code
  const meaning = code === undefined || status < 400 || status >= 500 ? undefined : meaningOf(code)
  if (!meaning) return byStatus(answer, [429, 503])
  const reason = `HTTP ${status}, error ${code}`
  return meaning === 'unknown' ? unknown(reason) : refused(meaning, reason, retryAfterSeconds)
}

async function readReceipt(request: Request, settings: TwilioSettings): Promise<ParsedReceipts> {
  const signed = await signedForm(request, settings)
  return signed.kind === 'rejected' ? signed : readStatus(signed.form, signed.address, settings.accountSid)
}

function readStatus(form: URLSearchParams, address: URL, accountSid: string): ParsedReceipts {
  if (soleValue(form, 'AccountSid') !== accountSid) return rejected('about another account')
  const { data } = statusReport.safeParse({
    MessageSid: soleValue(form, 'MessageSid'),
    MessageStatus: soleValue(form, 'MessageStatus'),
    ErrorCode: soleValue(form, 'ErrorCode'),
    reference: soleValue(address.searchParams, 'reference'),
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
    // A messaging service takes every message and looks afterwards who opted out.
    refusal: status === 'UNDELIVERED' && meaningOf(Number(data.ErrorCode)) === 'opted-out' ? 'opted-out' : undefined,
  })
}

const isStatus = (word: string): word is keyof typeof STATUSES => Object.hasOwn(STATUSES, word)

const detailOf = (status: string, code: string | undefined): string =>
  code ? `${status}: ${deliveryError(code)}` : status
