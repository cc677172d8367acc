const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** Returns the largest unit that fits at least twice. */
const unitOf = (seconds: number) => UNITS.find(([, size]) => seconds >= 2 * size) ?? (['second', 1] as const)

/** Formats a future time, like "in 45 seconds", rounded up so that a retry is never too early. */
export function timeUntil(seconds: number, locale: string): string {
  const [unit, size] = unitOf(seconds)
  return new Intl.RelativeTimeFormat(locale).format(Math.max(1, Math.ceil(seconds / size)), unit)
}

/** Formats a past time, like "4 minutes ago", rounded down. */
export function timeSince(seconds: number, locale: string): string {
  const [unit, size] = unitOf(seconds)
  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(seconds / size), unit)
}
