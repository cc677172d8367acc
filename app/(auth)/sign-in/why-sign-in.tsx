import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'

/** Explains why a user must sign in again: after a password reset, or because another device ended the session. */
export async function WhySignIn({ wasReset, hasEndedSession }: { wasReset: boolean; hasEndedSession: boolean }) {
  const t = await getTranslations('signIn')
  if (wasReset)
    return (
      <Notice>
        <p className="font-medium">{t('resetDone')}</p>
        <p className="text-ink-soft text-small">{t('resetDoneMore')}</p>
      </Notice>
    )
  if (!hasEndedSession) return null
  const link = (words: ReactNode) => <TextLink href="/reset-password">{words}</TextLink>
  return (
    <Notice>
      <p className="font-medium">{t('signedOut')}</p>
      <p className="text-ink-soft text-small">{t.rich('signedOutMore', { link })}</p>
    </Notice>
  )
}
