import { getRequestConfig } from 'next-intl/server'
import messages from './messages/en.json'

/** The language of pages: English, until the catalogue has more. */
export default getRequestConfig(async () => ({ locale: 'en', messages, timeZone: 'UTC' }))
