import { getTranslations } from 'next-intl/server'

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3600

/** How people say when: "in 45 seconds", "in 4 minutes", "in 2 hours"; never earlier than it is. */
export async function later(seconds: number): Promise<string> {
  const texts = await getTranslations('time')
  if (seconds < MINUTE_SECONDS * 2) return texts('seconds', { n: Math.max(1, seconds) })
  if (seconds < HOUR_SECONDS * 2) return texts('minutes', { n: Math.ceil(seconds / MINUTE_SECONDS) })
  return texts('hours', { n: Math.ceil(seconds / HOUR_SECONDS) })
}
