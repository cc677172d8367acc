import { plainPhone } from '@/lib/phone/plain-phone'

/** The main country of each shared calling code; 25 countries share `+1`. */
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
 * Returns an international number with `+`, also if it starts with the common prefix `00`; otherwise null. Where 00 is
 * only the start of a longer prefix, the server parses the complete number.
 */
function international(typed: string, selected: CallingCountry | undefined): string | null {
  const digits = plainPhone(typed).replace(/[^\d+]/g, '')
  if (digits.startsWith('+')) return digits
  return digits.startsWith('00') && !selected?.hasLongPrefix ? `+${digits.slice(2)}` : null
}

/** Returns the country of a number's calling code; the selected country takes precedence if it shares the code. */
export function countryOfNumber(typed: string, selected: string, countries: CallingCountry[]): string | null {
  const current = countries.find(({ code }) => code === selected)
  const digits = international(typed, current)
  if (digits === null) return null
  const candidates = countries.filter((country) => digits.startsWith(country.callingCode))
  if (candidates.some((country) => country.code === selected)) return selected
  const main = candidates.find((country) => MAIN[country.callingCode] === country.code)
  return (main ?? candidates[0])?.code ?? null
}
