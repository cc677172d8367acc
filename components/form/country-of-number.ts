import { plainPhone } from '@/lib/phone/plain'

/** The country to assume where several share a calling code, as `+1` is shared by 25. */
const MAIN: Record<string, string> = {
  '+1': 'US',
  '+7': 'RU',
  '+39': 'IT',
  '+44': 'GB',
  '+47': 'NO',
  '+61': 'AU',
  '+212': 'MA',
  '+262': 'RE',
  '+290': 'SH',
  '+358': 'FI',
  '+590': 'GP',
  '+599': 'CW',
}

export interface CallingCountry {
  code: string
  callingCode: string
  hasLongPrefix?: boolean
}

/**
 * Returns the number behind a `+`, or behind the `00` that most of the world dials for it. Where 00 is only the beginning
 * of the international prefix, the server reads it once the number is complete.
 */
function international(typed: string, selected: CallingCountry | undefined): string | null {
  const digits = plainPhone(typed).replace(/[^\d+]/g, '')
  if (digits.startsWith('+')) return digits
  return digits.startsWith('00') && !selected?.hasLongPrefix ? `+${digits.slice(2)}` : null
}

/** Returns the country whose calling code a number begins with; the selected one stays when it shares that code. */
export function countryOfNumber(typed: string, selected: string, countries: CallingCountry[]): string | null {
  const current = countries.find(({ code }) => code === selected)
  const digits = international(typed, current)
  if (digits === null) return null
  const candidates = countries.filter((country) => digits.startsWith(country.callingCode))
  if (candidates.some((country) => country.code === selected)) return selected
  const main = candidates.find((country) => MAIN[country.callingCode] === country.code)
  return (main ?? candidates[0])?.code ?? null
}
