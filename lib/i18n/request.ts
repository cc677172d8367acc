import { getRequestConfig } from 'next-intl/server'
import { DEFAULT_LOCALE } from './locale'
import messages from './messages/en.json'

/** Texts of the demo's pages. The build replaces the condition by a constant, so a live build has none of them (R12). */
const demoMessages = async () =>
  // biome-ignore lint/style/noProcessEnv: no setting, but a constant of the build.
  process.env.BUILT_FOR === 'live' ? {} : (await import('./messages/demo.en.json')).default

export default getRequestConfig(async () => ({
  locale: DEFAULT_LOCALE,
  messages: { ...messages, ...(await demoMessages()) },
  timeZone: 'UTC',
}))
