import { headers } from 'next/headers'
import { countryFromLanguages } from '@/lib/verification/countries'

/** The country to offer first, from the languages that the browser asks for. */
export const preselectedCountry = async (): Promise<string> =>
  countryFromLanguages((await headers()).get('accept-language'))
