import { getLocale, getTranslations } from 'next-intl/server'
import { timeSince } from '@/app/_shared/relative-time'
import type { ListedSession } from '@/lib/accounts/sessions'

/** A session used so lately may still be in use. */
const ACTIVE_SECONDS = 120

/** Returns "just now" or a time like "4 minutes ago". */
export async function ago(seconds: number): Promise<string> {
  if (seconds < ACTIVE_SECONDS) return (await getTranslations('sessions'))('justNow')
  return timeSince(seconds, await getLocale())
}

/** When a session was last used and began, the latter unless it says the same. */
export async function SessionTimes({ session }: { session: ListedSession }) {
  const { createdAt, lastSeenAt, secondsOld, secondsUnseen, isCurrent } = session
  const [t, began, used] = await Promise.all([getTranslations('sessions'), ago(secondsOld), ago(secondsUnseen)])
  const isActive = isCurrent || secondsUnseen < ACTIVE_SECONDS
  return (
    <p className="text-ink-soft text-small">
      <time dateTime={lastSeenAt.toISOString()}>{isActive ? t('now') : t('lastActive', { when: used })}</time>
      {secondsOld >= ACTIVE_SECONDS && began !== used && (
        <>
          {' · '}
          <time dateTime={createdAt.toISOString()}>{t('signedIn', { when: began })}</time>
        </>
      )}
    </p>
  )
}
