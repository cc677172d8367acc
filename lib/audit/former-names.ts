import type { AuditEventName } from './events'

/** The trail is append-only: events that were stored under these names are translated when they are read. */
const FORMER_NAMES: Record<string, AuditEventName> = {
  'budget.alarm': 'spending-cap.alarm',
  'fraud.budget-spent': 'fraud.cap-reached',
  'fraud.check-asked': 'fraud.challenge-required',
  'reply.rejected': 'inbound.rejected',
}

/** Returns the present name of a stored event. */
export const presentName = (stored: string): string => FORMER_NAMES[stored] ?? stored
