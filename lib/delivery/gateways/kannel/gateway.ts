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
import { byStatus, handOver, refused, unknown } from '@/lib/delivery/gateways/map-response'
import { noReceipt, receipt, reference, rejected } from '@/lib/delivery/gateways/webhook'
import { readInbound } from './inbound'
import { type KannelSettings, kannelSettings } from './settings'

/** All five kinds of report: delivered, undelivered, buffered, accepted, rejected. */
const ALL_REPORTS = '31'

/** What Kannel calls the kinds; they are bits, and 34 is undelivered (2) because it expired (32). */
const REPORTS: Record<string, Pick<Receipt, 'status' | 'detail'>> = {
  1: { status: 'DELIVERED' },
  2: { status: 'UNDELIVERED', detail: 'undelivered' },
  4: { status: 'ACCEPTED' },
  8: { status: 'ACCEPTED' },
  16: { status: 'UNDELIVERED', detail: 'rejected by the network' },
  34: { status: 'UNDELIVERED', detail: 'expired' },
}

const report = z.strictObject({
  reference,
  type: z.string().max(20),
  // Empty when the network never gave the message an id; carriers' ids have blanks or are of any length.
  id: z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/)
    .optional()
    .catch(undefined),
})

/** One's own Kannel, over its sendsms interface. It answers before the network does: all its yes is "queued". */
export function kannelGateway(settings: KannelSettings, http = httpClient()): SmsGateway {
  return {
    async send(message, signal) {
      const { url } = settings
      const outcome = await http.post({ url, headers: headersFor(message, settings), body: message.text }, signal)
      return handOver(outcome, readAnswer)
    },
    parseReceipt: async (request) => readReport(request),
    parseInbound: async (request) => readInbound(request, settings.replyToken),
  }
}

export const kannel: GatewayVendor<KannelSettings> = { settings: kannelSettings, create: kannelGateway }

function headersFor(message: OutgoingMessage, { username, password }: KannelSettings): Record<string, string> {
  return {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-Kannel-Username': username,
    'X-Kannel-Password': password,
    'X-Kannel-From': message.from,
    'X-Kannel-To': message.to,
    // Left to itself, Kannel sends a question mark for what isn't in GSM-7.
    'X-Kannel-Coding': message.encoding === 'GSM-7' ? '0' : '2',
    'X-Kannel-Charset': 'UTF-8',
    'X-Kannel-Validity': String(Math.max(1, Math.floor(message.lifeSeconds / 60))),
    'X-Kannel-DLR-Mask': ALL_REPORTS,
    // Never %A: the text of a report begins with our message, and so holds the code.
    'X-Kannel-DLR-Url': `${message.receiptUrl}&type=%d&id=%F`,
  }
}

function readAnswer(answer: HttpAnswer): HandOverResult {
  const text = answer.text?.trim() ?? ''
  switch (answer.status) {
    case 202:
      if (/^(0: Accepted for delivery|3: Queued for later delivery|Sent\.)$/.test(text)) return { kind: 'accepted' }
      return unknown('HTTP 202 without the words of Kannel')
    case 400:
      if (text.startsWith('Number(s) has/have been denied')) return refused('number', 'the number is denied')
      return refused('account', 'HTTP 400')
    case 403:
      if (text.startsWith('Not routable')) return refused('number', 'no route to the number')
      return refused('account', 'HTTP 403')
    default:
      return byStatus(answer, [429, 503])
  }
}

/** A report is a GET without a signature: what proves it is the reference, which stands in an address only Kannel got. */
function readReport(request: Request): ParsedReceipts {
  if (request.method !== 'GET') return rejected('not a GET')
  const parameters = [...new URL(request.url).searchParams]
  const said = Object.fromEntries(parameters)
  const { data } = report.safeParse(said)
  if (!data || parameters.length !== Object.keys(said).length) return rejected('not a report of Kannel')
  const kind = Object.hasOwn(REPORTS, data.type) ? REPORTS[data.type] : undefined
  if (!kind) return noReceipt(`type ${data.type}`)
  return receipt({ reference: data.reference, gatewayMessageId: data.id, ...kind })
}
