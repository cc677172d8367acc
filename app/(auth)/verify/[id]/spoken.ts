const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3600

type Forms = Partial<Record<Intl.LDMLPluralRule, string>>

const padded = (part: number) => String(part).padStart(2, '0')

/** Returns a time as a clock shows it, like 9:05 or 1:09:05. */
export function clock(seconds: number): string {
  const hours = Math.floor(seconds / HOUR_SECONDS)
  const minutes = Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS)
  const rest = padded(seconds % MINUTE_SECONDS)
  return hours > 0 ? `${hours}:${padded(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** Returns when as a sentence says it, like "in 45 seconds"; never earlier than it is. */
export function spoken(seconds: number, locale: string, texts: Record<'second' | 'minute' | 'hour', Forms>): string {
  const [unit, size] = unitOf(seconds)
  const n = Math.max(1, Math.ceil(seconds / size))
  const forms = texts[unit]
  return (forms[new Intl.PluralRules(locale).select(n)] ?? forms.other ?? '').replace('{n}', String(n))
}

function unitOf(seconds: number) {
  if (seconds < 2 * MINUTE_SECONDS) return ['second', 1] as const
  return seconds < 2 * HOUR_SECONDS ? (['minute', MINUTE_SECONDS] as const) : (['hour', HOUR_SECONDS] as const)
}
