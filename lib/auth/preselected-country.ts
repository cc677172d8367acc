import { headers } from 'next/headers'
import { countryFromLanguages } from '@/lib/verification/countries'

export const preselectedCountry = async (): Promise<string> =>
  countryFromLanguages((await headers()).get('accept-language'))
