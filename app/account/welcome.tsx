import { flowTexts } from '@/components/ui/flow-steps'
import { ForgetQuery } from '@/components/ui/forget-query'
import { ProgressSteps } from '@/components/ui/progress-steps'
import type { ListedSession } from '@/lib/accounts/sessions'

const FRESH_SECONDS = 600

/** Returns whether the account is new. The URL parameter is untrusted, so the session must be recent too. */
export const isWelcome = (asked: string | undefined, sessions: ListedSession[]): boolean =>
  asked === 'yes' && sessions.some(({ isCurrent, secondsOld }) => isCurrent && secondsOld < FRESH_SECONDS)

/** Shows the completed sign-up steps once. */
export async function Welcome() {
  const flow = await flowTexts('signUp')
  return (
    <>
      <ProgressSteps {...flow} current={flow.steps.length} />
      <ForgetQuery />
    </>
  )
}
