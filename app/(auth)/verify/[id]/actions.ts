'use server'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { formAction } from '@/app/_shared/form-action'
import { namedLimit } from '@/app/_shared/reached-limit'
import { SEND_RETRY_SECONDS } from '@/app/(auth)/_shared/start-verification'
import { isScripted } from '@/lib/auth/request'
import { wakeOutboxWorker } from '@/lib/delivery/outbox-signal'
import { check } from '@/lib/verification/check'
import { resend } from '@/lib/verification/initiate'
import { codeInput, resendInput } from '@/lib/verification/input'
import { purposes } from '@/lib/verification/purposes'

export const checkCode = formAction(codeInput, [], async ({ id, code }, results, client) => {
  const outcome = await check({ id, code, ...client })
  // The page must also update without the event stream.
  if (await isScripted()) refresh()
  switch (outcome.kind) {
    case 'approved':
    case 'approved-before':
      return redirect(purposes[outcome.purpose].nextPath(id))
    case 'wrong':
      if (outcome.outdated) return results.fieldError('code', 'code.superseded')
      return results.fieldError('code', 'code.wrong', { left: outcome.attemptsLeft })
    case 'locked':
      return results.retryLater('code.locked', outcome.retryInSeconds, { field: 'code' })
    case 'spent':
    case 'expired':
    case 'superseded':
    case 'used':
      return results.fieldError('code', `code.${outcome.kind}`)
    case 'not-found':
      return redirect(`/verify/${id}`)
  }
})

export const resendCode = formAction(resendInput, [], async ({ id }, results, client) => {
  const outcome = await resend({ id, ...client })
  switch (outcome.kind) {
    case 'sent':
      after(wakeOutboxWorker)
      return outcome.id === id ? showAgain(id) : redirect(`/verify/${outcome.id}?sent=new`)
    case 'limited':
      return results.retryLater('send.later', outcome.retryInSeconds)
    case 'unavailable':
      return { ...results.unavailable('send.unavailable', SEND_RETRY_SECONDS), limit: await namedLimit(outcome.policy) }
    case 'challenge':
      // The code has expired, or too many messages are unverified. The start page shows the challenge.
      return redirect(`${outcome.startPath}?wrong=${id}`)
    case 'waiting':
      return redirect(`/verify/${outcome.id}`)
    case 'over':
    case 'not-found':
      return redirect(`/verify/${id}`)
  }
})

/** Refreshes the page. With scripts there is no navigation, which would discard the user's input. */
async function showAgain(id: string): Promise<null> {
  if (!(await isScripted())) return redirect(`/verify/${id}`)
  refresh()
  return null
}
