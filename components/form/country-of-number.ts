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
}

/** The country that an international spelling names; the chosen one stays when it has the same calling code. */
export function countryOfNumber(typed: string, chosen: string, countries: CallingCountry[]): string | null {
  const digits = typed.replace(/[^\d+]/g, '')
  if (!digits.startsWith('+')) return null
  const candidates = countries.filter((country) => digits.startsWith(country.callingCode))
  if (candidates.some((country) => country.code === chosen)) return chosen
  const main = candidates.find((country) => MAIN[country.callingCode] === country.code)
  return (main ?? candidates[0])?.code ?? null
}
