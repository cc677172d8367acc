import { getTranslations } from 'next-intl/server'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { PhoneNumber } from '@/app/(auth)/_shared/phone-number'
import { formTexts, newPasswordTexts } from '@/components/form/form-texts'
import { Page } from '@/components/ui/page'
import { PlainLine } from '@/components/ui/progress-steps'
import { PASSWORD_MIN_LENGTH } from '@/lib/accounts/input'
import { suggestPassphrase } from '@/lib/accounts/passphrase'
import { requireUser } from '@/lib/auth/session'
import { changePassword, sendResetCode } from './actions'
import { ChangePasswordForm } from './change-password-form'
import { SendCodeForm } from './send-code-form'

async function ChangePasswordPage() {
  const user = await requireUser()
  const [t, fields, challenge, texts, passwordTexts] = await Promise.all([
    getTranslations('changePassword'),
    getTranslations('fields'),
    getTranslations('challenge'),
    formTexts('changePassword', ['changePassword', 'password']),
    newPasswordTexts(PASSWORD_MIN_LENGTH),
  ])
  const sendCode = {
    ...texts,
    submit: t('forgot.submit'),
    pending: t('forgot.pending'),
    challenge: { solving: challenge('solving'), waiting: challenge('waiting') },
  }
  const number = () => <PhoneNumber>{user.maskedPhone}</PhoneNumber>
  return (
    <>
      <PlainLine />
      <Page heading={t('heading')} lead={t('lead')}>
        <ChangePasswordForm
          action={changePassword}
          minLength={PASSWORD_MIN_LENGTH}
          suggestion={suggestPassphrase()}
          texts={{ ...texts, ...passwordTexts, current: t('current'), newPassword: fields('newPassword') }}
        />
        <section className="flex flex-col items-start gap-3 border-hairline border-t pt-8">
          <h2 className="font-semibold text-title">{t('forgot.heading')}</h2>
          <p className="text-ink-soft">{t.rich('forgot.text', { number })}</p>
          <SendCodeForm action={sendResetCode} texts={sendCode} />
        </section>
      </Page>
    </>
  )
}

export default withErrorPage(ChangePasswordPage)
