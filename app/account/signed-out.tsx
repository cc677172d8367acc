import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import type { ListedSession } from '@/lib/accounts/sessions'
import { ActionNotice } from './action-notice'

interface Props {
  /** As the URL says it, which anybody can write: shown as far as the list bears it out. */
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

/** That another device was signed out, or all others, or all others by a new password. */
export async function SignedOut({ what, sessions }: Props) {
  const t = await getTranslations('sessions')
  const kind = KINDS.find((one) => one === what)
  if (!kind || (kind !== 'one' && sessions.length > 1)) return null
  const [said, more] = TEXTS[kind]
  const link = (words: ReactNode) => <TextLink href="/account/password">{words}</TextLink>
  return (
    <ActionNotice key={sessions.map(({ handle }) => handle).join()}>
      <p className="font-medium">{t(said)}</p>
      <p className="text-ink-soft text-small">{t.rich(more, { link })}</p>
    </ActionNotice>
  )
}
