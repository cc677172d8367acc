import { getRequestConfig } from 'next-intl/server'
import { DEFAULT_LOCALE } from './locale'
import messages from './messages/en.json'

/** The language of pages: English, until the catalogue has more. */
export default getRequestConfig(async () => ({ locale: DEFAULT_LOCALE, messages, timeZone: 'UTC' }))
