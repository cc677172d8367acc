const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const

/** Time of day with milliseconds, in the viewer's time zone. */
export const clockTime = (ms: number): string => new Intl.DateTimeFormat('en-GB', TIME).format(ms)

const UNITS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const

/** A duration in its largest unit that divides it, like "5 minutes". */
export function duration(seconds: number): string {
  const { unit, seconds: size } = UNITS.find((one) => seconds >= one.seconds && seconds % one.seconds === 0) ?? UNITS[3]
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size)
}
