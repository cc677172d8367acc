import type { LogField } from './log-fields'

/** Every line that may be logged, and the fields that it may have. What isn't here isn't logged. */
export const LOG_EVENTS = {
  'action.failed': ['error'],
  audit: ['what', 'user', 'count', 'policy', 'purpose', 'gateway', 'reason', 'country', 'enforced', 'sessions'],
  'audit.lost': ['count'],
  'audit.not-stored': ['count', 'error'],
  'audit.not-taken': ['error'],
  'budget.alarm': ['policy', 'count'],
  'chore.failed': ['chore', 'error'],
  'database.connection-lost': ['error'],
  framework: ['error', 'count'],
  'gateway.circuit': ['gateway', 'state'],
  'gateway.few-receipts': ['gateway'],
  'gateway.refuses-us': ['message', 'gateway', 'result', 'reason'],
  'health.unavailable': ['error'],
  'message.dead-end': ['message', 'handOvers'],
  'message.hand-over-failed': ['message', 'gateway', 'error'],
  'message.handed-over': ['message', 'gateway', 'result', 'reason'],
  'message.lease-lost': ['message'],
  'message.left-to-lease': ['error'],
  'message.left-to-sweep': ['message', 'error'],
  'message.next-hand-over': ['message', 'after', 'gateway'],
  'message.not-written': ['message', 'error'],
  'messages.not-prepared': ['messages', 'error'],
  'page.failed': ['error'],
  'redirect.foreign': [],
  receipt: ['message', 'gateway', 'status'],
  'receipt.replayed': ['gateway'],
  'receipt.unknown-message': ['gateway'],
  'reply.from-nobody': ['gateway'],
  'reply.replayed': ['gateway'],
  'route.failed': ['error'],
  'stream.failed': ['error'],
  'sweep.failed': ['error'],
} as const satisfies Record<string, readonly LogField[]>

export type LogEvent = keyof typeof LOG_EVENTS
