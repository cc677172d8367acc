import { getLocale, getTranslations } from 'next-intl/server'
import { timeSince } from '@/app/_shared/relative-time'
import type { ListedSession } from '@/lib/accounts/sessions'

/** A session used within this time counts as active. */
const ACTIVE_SECONDS = 120

/** Formats a past time as "just now" or like "4 minutes ago". */
export async function ago(seconds: number): Promise<string> {
  if (seconds < ACTIVE_SECONDS) return (await getTranslations('sessions'))('justNow')
  return timeSince(seconds, await getLocale())
}

/** Shows when a session was last used and when it began, unless both read the same. */
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
