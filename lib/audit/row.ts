import type { NewAuditEvent } from '@/lib/db/queries/audit-events'
import { log } from '@/lib/log/log'
import { maskPhone } from '@/lib/phone/mask-phone'
import { AUDIT_EVENTS, type AuditEvent } from './events'
import { fingerprint } from './fingerprint'

/** Returns the row to store. Throws if the detail violates its schema. */
export function rowOf({ event, userId, phone, network, detail }: AuditEvent): NewAuditEvent {
  return {
    event,
    userId: userId ?? null,
    phone: phone ? maskPhone(phone) : null,
    phoneKey: phone ? fingerprint('phone', phone) : null,
    ipKey: network ? fingerprint('network', network) : null,
    detail: AUDIT_EVENTS[event].parse(detail) ?? {},
  }
}

export function logRow({ event, userId, phone, detail }: NewAuditEvent, count = 1): void {
  log().info({ event: 'audit', what: event, user: userId ?? undefined, phone: phone ?? undefined, count, ...detail })
}
