const MINUTE_SECONDS = 60

type Forms = Partial<Record<Intl.LDMLPluralRule, string>>

/** Minutes and seconds as a clock shows them, like 9:05. */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / MINUTE_SECONDS)}:${String(seconds % MINUTE_SECONDS).padStart(2, '0')}`

/** How people say when, like "in 45 seconds"; never earlier than it is. */
export function spoken(seconds: number, locale: string, texts: Record<'second' | 'minute', Forms>): string {
  const isShort = seconds < 2 * MINUTE_SECONDS
  const n = isShort ? Math.max(1, seconds) : Math.ceil(seconds / MINUTE_SECONDS)
  const forms = isShort ? texts.second : texts.minute
  return (forms[new Intl.PluralRules(locale).select(n)] ?? forms.other ?? '').replace('{n}', String(n))
}
