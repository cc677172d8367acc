import { flowTexts } from '@/components/ui/flow-steps'
import { ForgetQuery } from '@/components/ui/forget-query'
import { ProgressSteps } from '@/components/ui/progress-steps'
import type { ListedSession } from '@/lib/accounts/sessions'

const FRESH_SECONDS = 600

/** Whether the account was opened just now: the URL says so, which anybody can write, and the session is that young. */
export const isWelcome = (asked: string | undefined, sessions: ListedSession[]): boolean =>
  asked === 'yes' && sessions.some(({ isCurrent, secondsOld }) => isCurrent && secondsOld < FRESH_SECONDS)

/** The steps of the sign-up, all done; shown once. */
export async function Welcome() {
  const flow = await flowTexts('signUp')
  return (
    <>
      <ProgressSteps {...flow} current={flow.steps.length} />
      <ForgetQuery />
    </>
  )
}
