import type { AuditEventName } from './events'

/** Audit events are append-only, so events stored under former names are translated on reading. */
const FORMER_NAMES: Record<string, AuditEventName> = {
  'budget.alarm': 'spending-cap.alarm',
  'fraud.budget-spent': 'fraud.cap-reached',
  'fraud.check-asked': 'fraud.challenge-required',
  'reply.rejected': 'inbound.rejected',
}

export const presentName = (stored: string): string => FORMER_NAMES[stored] ?? stored
