import * as z from 'zod'
import type {
  DispatchResult,
  GatewayVendor,
  OutgoingMessage,
  ParsedReceipts,
  Receipt,
} from '@/lib/delivery/gateways/gateway'
import { type HttpResponse, httpClient } from '@/lib/delivery/gateways/http'
import { mapOutcome, mapStatus, refused, unknown } from '@/lib/delivery/gateways/map-response'
import { noReceipt, receipt, reference, rejected } from '@/lib/delivery/gateways/webhook'
import { parseInbound } from './inbound'
import { type KannelSettings, kannelSettings } from './settings'

/** Requests all five kinds of receipt: delivered, undelivered, buffered, accepted, rejected. */
const ALL_REPORTS = '31'

/** By Kannel's type, which is a bit mask: 34 is undelivered (2) because it expired (32). */
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
  // Empty if the carrier assigned no id. Carriers' ids may contain blanks and have any length.
  id: z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/)
    .optional()
    .catch(undefined),
})

/** A self-hosted Kannel, through its sendsms interface. It responds before the carrier does: "accepted" means queued. */
export const kannel: GatewayVendor<KannelSettings> = {
  settings: kannelSettings,
  create(settings, http = httpClient()) {
    return {
      async send(message, signal) {
        const { url } = settings
        const outcome = await http.post({ url, headers: headersFor(message, settings), body: message.text }, signal)
        return mapOutcome(outcome, mapResponse)
      },
      parseReceipt: async (request) => parseReport(request),
      parseInbound: async (request) => parseInbound(request, settings.inboundToken),
    }
  },
}

function headersFor(message: OutgoingMessage, { username, password }: KannelSettings): Record<string, string> {
  return {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-Kannel-Username': username,
    'X-Kannel-Password': password,
    'X-Kannel-From': message.from,
    'X-Kannel-To': message.to,
    // By default, Kannel replaces characters outside GSM-7 with question marks.
    'X-Kannel-Coding': message.encoding === 'GSM-7' ? '0' : '2',
    'X-Kannel-Charset': 'UTF-8',
    'X-Kannel-Validity': String(Math.max(1, Math.floor(message.lifeSeconds / 60))),
    'X-Kannel-DLR-Mask': ALL_REPORTS,
    // Never %A: a receipt's text starts with our message, which contains the code.
    'X-Kannel-DLR-Url': `${message.receiptUrl}&type=%d&id=%F`,
  }
}

function mapResponse(response: HttpResponse): DispatchResult {
  const text = response.text?.trim() ?? ''
  switch (response.status) {
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
      return mapStatus(response, [429, 503])
  }
}

/** Parses an unsigned GET, authenticated by the reference, which only Kannel received. */
function parseReport(request: Request): ParsedReceipts {
  if (request.method !== 'GET') return rejected('not a GET')
  const parameters = [...new URL(request.url).searchParams]
  const values = Object.fromEntries(parameters)
  const { data } = report.safeParse(values)
  if (!data || parameters.length !== Object.keys(values).length) return rejected('not a report of Kannel')
  const kind = Object.hasOwn(REPORTS, data.type) ? REPORTS[data.type] : undefined
  if (!kind) return noReceipt(`type ${data.type}`)
  return receipt({ reference: data.reference, gatewayMessageId: data.id, ...kind })
}
