import type { Purpose } from '@/lib/db/generated/enums'

/** Budgets run in lanes (R3): what a stranger can start counts per phone and purpose, so that no lane empties another. */
export const laneOf = (purpose: Purpose, phone: string): string => `${purpose}:${phone}`
