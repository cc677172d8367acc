import { pageNotFound } from '@/app/_shared/page-not-found'
import { type SearchParams, searchParam } from '@/app/_shared/search-params'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { CookiesNeeded } from '@/app/(auth)/_shared/cookies-needed'
import { codePage } from '@/app/(auth)/_shared/load-verification'
import { checkCode, resendCode } from './actions'
import { CodePanel } from './code-panel'
import { codePanelTexts } from './texts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: SearchParams
}

async function VerifyPage({ params, searchParams }: Props) {
  const [{ id }, { sent }] = await Promise.all([params, searchParams])
  const page = await codePage(id)
  if (page === null) return pageNotFound()
  if (page === 'no-cookies') return <CookiesNeeded startPath="/sign-up" />
  return (
    <CodePanel
      key={page.id}
      page={page}
      texts={await codePanelTexts(page)}
      isNewCode={searchParam(sent) === 'new'}
      actions={{ check: checkCode, resend: resendCode }}
    />
  )
}

export default withErrorPage(VerifyPage)
