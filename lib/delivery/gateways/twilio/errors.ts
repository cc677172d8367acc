import type { Refusal } from '@/lib/delivery/gateways/gateway'

/** For other codes the HTTP status decides. https://www.twilio.com/docs/api/errors */
const API_ERRORS = {
  number: [21211, 21217, 21408, 21612, 21614],
  'opted-out': [21610],
  account: [20003, 20404, 21212, 21603, 21604, 21606, 21608, 21617, 21659, 21660, 21703, 21705],
  transient: [14107, 20429, 21611],
  unknown: [20500],
} as const satisfies Record<Refusal | 'unknown', readonly number[]>

const meanings = new Map(
  Object.entries(API_ERRORS).flatMap(([meaning, codes]) =>
    codes.map((code) => [code as number, meaning as Refusal | 'unknown'] as const),
  ),
)

export const meaningOf = (code: number): Refusal | 'unknown' | undefined => meanings.get(code)

const DELIVERY_ERRORS: Record<string, string> = {
  30001: 'queue overflow',
  30002: 'account suspended',
  30003: 'handset unreachable',
  30004: 'blocked',
  30005: 'unknown handset',
  30006: 'landline or carrier unreachable',
  30007: 'filtered by the carrier',
  30008: 'unknown error',
  30036: 'expired',
}

export function deliveryError(code: string): string {
  return Object.hasOwn(DELIVERY_ERRORS, code) ? `${DELIVERY_ERRORS[code]} (${code})` : `error ${code}`
}
