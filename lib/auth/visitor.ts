import { headers } from 'next/headers'
import { countryFromLanguages } from '@/lib/verification/countries'
import { browserHash } from './browser'

/** The country to offer first, from the languages that the browser asks for. */
export const preselectedCountry = async (): Promise<string> =>
  countryFromLanguages((await headers()).get('accept-language'))

export const visitorHasCookies = async (): Promise<boolean> => (await browserHash()) !== null
