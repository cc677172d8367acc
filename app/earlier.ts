import { getTranslations } from 'next-intl/server'

const MINUTE_SECONDS = 60
/** Up to here it is "just now": what was seen so lately may still be in use. */
export const ACTIVE_SECONDS = MINUTE_SECONDS * 2
const HOUR_SECONDS = 3600
const DAY_SECONDS = 86_400

/** How people say how long ago: "just now", "4 minutes ago", "3 days ago"; never longer than it is. */
export async function earlier(seconds: number): Promise<string> {
  const texts = await getTranslations('time')
  if (seconds < ACTIVE_SECONDS) return texts('now')
  if (seconds < HOUR_SECONDS * 2) return texts('minutesAgo', { n: Math.floor(seconds / MINUTE_SECONDS) })
  if (seconds < DAY_SECONDS * 2) return texts('hoursAgo', { n: Math.floor(seconds / HOUR_SECONDS) })
  return texts('daysAgo', { n: Math.floor(seconds / DAY_SECONDS) })
}
