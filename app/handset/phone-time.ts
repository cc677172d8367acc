const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const DAY = { month: 'short', day: 'numeric' } as const

/** Formats the time of a phone's clock in the viewer's time zone, like "14:05". */
export const clockTime = (at: Date): string => at.toLocaleTimeString('en', CLOCK)

/** Formats the date of a lock screen, like "Sunday, November 29". */
export const lockDate = (at: Date): string =>
  at.toLocaleDateString('en', { weekday: 'long', month: 'long', day: 'numeric' })

/**
 * Formats when a message arrived: the time, with the date unless that is today. Without `now`, as in the server's HTML,
 * where the viewer's time zone is unknown, in UTC.
 */
export function arrivalTime(at: Date, now: Date | null): string {
  if (!now) return at.toLocaleString('en', { ...DAY, ...CLOCK, timeZone: 'UTC', timeZoneName: 'short' })
  return at.toDateString() === now.toDateString() ? clockTime(at) : at.toLocaleString('en', { ...DAY, ...CLOCK })
}
