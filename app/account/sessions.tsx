import { getTranslations } from 'next-intl/server'
import { ButtonForm } from '@/components/form/button-form'
import { formTexts } from '@/components/form/form-texts'
import { type ListedSession, SESSIONS_SHOWN } from '@/lib/accounts/sessions'
import { signOutElsewhere, signOutOne } from './actions'
import { ago, SessionTimes } from './session-times'

/** Lists the user's sessions with buttons to end them (OWASP ASVS 7.4.4, 7.5.2); the header's button ends this one. */
export async function Sessions({ sessions }: { sessions: ListedSession[] }) {
  const [t, form] = await Promise.all([getTranslations('sessions'), formTexts('account', [])])
  const others = { ...form, submit: t('others') }
  return (
    <section aria-labelledby="sessions" className="mt-4 flex flex-col items-start gap-4">
      <div className="flex flex-col gap-1">
        <h2 id="sessions" className="font-semibold text-title">
          {t('heading')}
        </h2>
        <p className="text-ink-soft">{t('lead')}</p>
      </div>
      <ul className="self-stretch border-hairline border-b">
        {sessions.map((session) => (
          <SessionItem key={session.handle} session={session} />
        ))}
      </ul>
      {sessions.length >= SESSIONS_SHOWN && (
        <p className="text-ink-soft text-small">{t('most', { count: SESSIONS_SHOWN })}</p>
      )}
      {sessions.length > 1 && (
        <ButtonForm action={signOutElsewhere} fields={{ intent: 'sign-out-elsewhere' }} texts={others} />
      )}
    </section>
  )
}

async function SessionItem({ session }: { session: ListedSession }) {
  const [t, texts, began] = await Promise.all([
    getTranslations('sessions'),
    formTexts('account', []),
    ago(session.secondsOld),
  ])
  const name = nameOf(session, t)
  return (
    <li className="flex flex-col gap-3 border-hairline border-t py-4 sm:flex-row sm:items-center sm:justify-between">
      <div>
        <p className="font-medium">
          {name}
          {session.isCurrent && <span className="text-signal"> · {t('here')}</span>}
        </p>
        <SessionTimes session={session} />
      </div>
      {!session.isCurrent && (
        <ButtonForm
          action={signOutOne}
          fields={{ handle: session.handle }}
          texts={texts}
          about={`${name}, ${t('signedIn', { when: began })}`}
        />
      )}
    </li>
  )
}

type Texts = Awaited<ReturnType<typeof getTranslations<'sessions'>>>

function nameOf({ browserName: browser, systemName: system }: ListedSession, t: Texts): string {
  if (browser && system) return t('named', { browser, system })
  if (system) return t('systemOnly', { system })
  return browser ?? t('unknown')
}
