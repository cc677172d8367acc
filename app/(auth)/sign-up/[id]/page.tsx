import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { afterFailure } from '@/app/_shared/after-failure'
import { pageNotFound } from '@/app/_shared/page-not-found'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { CookiesNeeded } from '@/app/(auth)/_shared/cookies-needed'
import { type ProofPage, proofPage } from '@/app/(auth)/_shared/load-verification'
import { PhoneNumber } from '@/app/(auth)/_shared/phone-number'
import { ProofExpired } from '@/app/(auth)/_shared/proof-expired'
import { formTexts, newPasswordTexts } from '@/components/form/form-texts'
import { FlowSteps } from '@/components/ui/flow-steps'
import { Page } from '@/components/ui/page'
import { PASSWORD_MIN_LENGTH } from '@/lib/accounts/input'
import { suggestPassphrase } from '@/lib/accounts/passphrase'
import { createAccount } from './actions'
import { NewAccountForm } from './new-account-form'
import { NumberTaken } from './number-taken'

const NUMBER_UNKNOWN: ProofPage = { kind: 'ready', phone: '', formattedPhone: '', taken: false }

async function NewAccountPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const proof = await proofPage(id, 'SIGN_UP').catch(afterFailure(NUMBER_UNKNOWN))
  if (proof === null) return pageNotFound()
  if (proof === 'no-cookies') return <CookiesNeeded startPath="/sign-up" />
  if (proof.kind === 'own') redirect('/account')
  if (proof.kind === 'gone') return <ProofExpired startPath={proof.startPath} />
  if (proof.taken) return <NumberTaken id={id} phone={proof.formattedPhone} />
  const [t, fields, texts, passwordTexts] = await Promise.all([
    getTranslations('newAccount'),
    getTranslations('fields'),
    formTexts('newAccount', ['name', 'password']),
    newPasswordTexts(PASSWORD_MIN_LENGTH),
  ])
  const number = () => <PhoneNumber>{proof.formattedPhone}</PhoneNumber>
  const lead = proof === NUMBER_UNKNOWN ? t('leadWithoutNumber') : t.rich('lead', { number })
  return (
    <>
      <FlowSteps flow="signUp" current={2} />
      <Page heading={t('heading')} lead={lead}>
        <NewAccountForm
          id={id}
          phone={proof.phone}
          action={createAccount}
          minLength={PASSWORD_MIN_LENGTH}
          suggestion={suggestPassphrase()}
          texts={{ ...texts, ...passwordTexts, name: fields('name'), nameHint: t('nameHint') }}
        />
      </Page>
    </>
  )
}

export default withErrorPage(NewAccountPage)
