import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/way-on'
import type { ListedSession } from '@/lib/accounts/sessions'
import { Done } from './done'

interface Props {
  /** As the address says it, which anybody can write: shown as far as the list bears it out. */
  what: string | undefined
  sessions: ListedSession[]
}

/** That a browser was signed out, or all others. */
export async function Ended({ what, sessions }: Props) {
  const t = await getTranslations('sessions')
  const link = (words: ReactNode) => <TextLink href="/reset-password">{words}</TextLink>
  const key = sessions.map(({ handle }) => handle).join()
  if (what === 'one')
    return (
      <Done key={key}>
        <p className="font-medium">{t('ended')}</p>
        <p className="text-ink-soft text-small">{t.rich('endedMore', { link })}</p>
      </Done>
    )
  if (what === 'others' && sessions.length === 1)
    return (
      <Done key={key}>
        <p className="font-medium">{t('othersEnded')}</p>
        <p className="text-ink-soft text-small">{t.rich('othersEndedMore', { link })}</p>
      </Done>
    )
  return null
}
