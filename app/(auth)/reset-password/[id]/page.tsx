import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { pageNotFound } from '@/app/_shared/page-not-found'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { CookiesNeeded } from '@/app/(auth)/_shared/cookies-needed'
import { proofPage } from '@/app/(auth)/_shared/load-verification'
import { PhoneNumber } from '@/app/(auth)/_shared/phone-number'
import { ProofExpired } from '@/app/(auth)/_shared/proof-expired'
import { formTexts, newPasswordTexts } from '@/components/form/form-texts'
import { FlowSteps } from '@/components/ui/flow-steps'
import { Page } from '@/components/ui/page'
import { PASSWORD_MIN_LENGTH } from '@/lib/accounts/input'
import { suggestPassphrase } from '@/lib/accounts/passphrase'
import { setPassword } from './actions'
import { NewPasswordForm } from './new-password-form'

async function NewPasswordPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const proof = await proofPage(id, 'PASSWORD_RESET')
  if (proof === null) return pageNotFound()
  if (proof === 'no-cookies') return <CookiesNeeded startPath="/reset-password" />
  if (proof.kind === 'own') redirect('/account')
  if (proof.kind === 'gone') return <ProofExpired startPath={proof.startPath} />
  const [t, fields, texts, passwordTexts] = await Promise.all([
    getTranslations('newPassword'),
    getTranslations('fields'),
    formTexts('newPassword', ['password']),
    newPasswordTexts(PASSWORD_MIN_LENGTH),
  ])
  const number = () => <PhoneNumber>{proof.formattedPhone}</PhoneNumber>
  return (
    <>
      <FlowSteps flow="resetPassword" current={2} />
      <Page heading={t('heading')} lead={t.rich('lead', { number })}>
        <NewPasswordForm
          id={id}
          phone={proof.phone}
          action={setPassword}
          minLength={PASSWORD_MIN_LENGTH}
          suggestion={suggestPassphrase()}
          texts={{ ...texts, ...passwordTexts, newPassword: fields('newPassword') }}
        />
      </Page>
    </>
  )
}

export default withErrorPage(NewPasswordPage)
