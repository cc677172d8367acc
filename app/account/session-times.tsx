import { getTranslations } from 'next-intl/server'
import { ACTIVE_SECONDS, earlier } from '@/app/earlier'
import type { ListedSession } from '@/lib/accounts/sessions'

/** When a session was last used and began, the latter unless it says the same. */
export async function SessionTimes({ session }: { session: ListedSession }) {
  const { createdAt, lastSeenAt, secondsOld, secondsUnseen, isCurrent } = session
  const [t, began, used] = await Promise.all([getTranslations('sessions'), earlier(secondsOld), earlier(secondsUnseen)])
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
