import type { Env } from '@/lib/config/env'
import { segmentsOf } from '@/lib/delivery/segments'
import { isLoopback } from '@/lib/http/hosts'
import { DEFAULT_LOCALE } from '@/lib/i18n/locale'
import { SMS_TEMPLATES, smsText } from '@/lib/i18n/sms'

/** Returns one sentence for each setting that limits receipts or raises costs. */
export const warningsFor = (config: Env): string[] => [...unreachable(config), ...longMessages(config)]

function longMessages({ appOrigin }: Env): string[] {
  const values = { code: '000000', minutes: 10, host: new URL(appOrigin).hostname }
  const isLong = SMS_TEMPLATES.some((name) => segmentsOf(smsText(name, DEFAULT_LOCALE, values)).segments > 1)
  return isLong
    ? [`The host name of APP_ORIGIN (${values.host}) is part of every message and makes some cost two segments.`]
    : []
}

function unreachable({ smsRoutes, gateways, receiptOrigin }: Env): string[] {
  if (!isLoopback(new URL(receiptOrigin).hostname)) return []
  const routed = new Set<string>(smsRoutes.flatMap(({ value }) => value))
  const outside = Object.entries(gateways)
    .filter(([name, { url }]) => routed.has(name) && !isLoopback(new URL(url).hostname))
    .map(([name]) => name)
  if (outside.length === 0) return []
  return [
    `Receipts from ${outside.join(', ')} cannot reach ${receiptOrigin}; set RECEIPT_ORIGIN to a URL of this server that is reachable from outside.`,
  ]
}
