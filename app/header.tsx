import { getTranslations } from 'next-intl/server'
import { signOut } from '@/app/account/actions'
import { formTexts } from '@/components/form/form-texts'
import { Logo } from '@/components/ui/logo'
import { shownUser } from '@/lib/auth/session'
import { isDemo, sendsRealTexts } from '@/lib/auth/site'
import { hasFormFailed } from '@/lib/http/response-context'
import { SignOutForm } from './sign-out-form'

/**
 * Page header with the account menu. If the session can't be read, it offers neither sign-in nor sign-out, except after
 * a failed sign-out, to show the error.
 */
export async function Header() {
  const [t, user] = await Promise.all([getTranslations('common'), shownUser()])
  return (
    <header className="container-page flex min-h-16 flex-wrap items-center justify-between gap-x-6 py-2">
      <a href="/" aria-label={t('home')} className="-mx-2 inline-flex min-h-11 items-center rounded-small px-2">
        <Logo name={t('name')} />
      </a>
      {isDemo() && (
        <p className="text-ink-soft text-small mr-auto">
          <span className="font-medium text-ink">{t('demo')}</span>
          <span className="max-md:sr-only"> {t(sendsRealTexts() ? 'demoHintReal' : 'demoHint')}</span>
        </p>
      )}
      {user === null && <SignInLink />}
      {user !== null && (user !== 'unknown' || hasFormFailed()) && (
        <SignedInAs name={user === 'unknown' ? null : user.name} />
      )}
    </header>
  )
}

async function SignInLink() {
  const t = await getTranslations('header')
  return (
    <a href="/sign-in" className="text-link inline-flex min-h-11 items-center font-medium text-small">
      {t('signIn')}
    </a>
  )
}

async function SignedInAs({ name }: { name: string | null }) {
  const [t, texts] = await Promise.all([getTranslations('header'), formTexts('account', [])])
  return (
    <div className="flex min-w-0 grow flex-wrap items-center gap-x-4 sm:grow-0 [&_[data-form-message]]:order-last [&_[data-form-message]]:my-2 [&_[data-form-message]]:basis-full [&_button]:min-h-11 [&_button]:px-4 [&_button]:py-1 [&_button]:text-small [&_form>div]:ml-auto [&_form]:contents">
      {name !== null && (
        <a href="/account" className="text-link min-w-0 max-w-64 flex-1 py-2.5 font-medium text-small">
          <span className="sr-only">{t('account')} </span>
          <bdi className="block truncate">{name}</bdi>
        </a>
      )}
      <SignOutForm action={signOut} texts={{ ...texts, submit: t('signOut') }} />
    </div>
  )
}
