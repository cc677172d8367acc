import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { afterFailure } from '@/app/_shared/after-failure'
import { type SearchParams, searchParam } from '@/app/_shared/search-params'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { typedNumber } from '@/app/(auth)/_shared/load-verification'
import { PhoneStep } from '@/app/(auth)/_shared/phone-step'
import { currentUser } from '@/lib/auth/session'
import { startReset } from './actions'

async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  if (await currentUser().catch(afterFailure(null))) return redirect('/account/password')
  const [t, { number, wrong }] = await Promise.all([getTranslations('resetPassword.aside'), searchParams])
  return (
    <PhoneStep
      flow="resetPassword"
      action={startReset}
      asideItems={[t('ends'), t('told'), t('same')]}
      typed={await typedNumber(searchParam(number) ?? searchParam(wrong)).catch(afterFailure(null))}
    />
  )
}

export default withErrorPage(ResetPasswordPage)
