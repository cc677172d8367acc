import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import type { ListedSession } from '@/lib/accounts/sessions'
import { ActionNotice } from './action-notice'

interface Props {
  /** From the URL, so untrusted: shown only if it matches the session list. */
  what: string | undefined
  sessions: ListedSession[]
}

const KINDS = ['one', 'others', 'password'] as const
type Kind = (typeof KINDS)[number]

const TEXTS = {
  one: ['ended', 'endedMore'],
  others: ['othersEnded', 'othersEndedMore'],
  password: ['changed', 'changedMore'],
} as const satisfies Record<Kind, [string, string]>

/** Confirms that one or all other sessions were ended, by the user or by a password change. */
export async function SignedOut({ what, sessions }: Props) {
  const t = await getTranslations('sessions')
  const kind = KINDS.find((one) => one === what)
  if (!kind || (kind !== 'one' && sessions.length > 1)) return null
  const [text, more] = TEXTS[kind]
  const link = (words: ReactNode) => <TextLink href="/account/password">{words}</TextLink>
  return (
    <ActionNotice key={sessions.map(({ handle }) => handle).join()}>
      <p className="font-medium">{t(text)}</p>
      <p className="text-ink-soft text-small">{t.rich(more, { link })}</p>
    </ActionNotice>
  )
}
