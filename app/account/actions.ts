'use server'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_shared/form-action'
import { endOtherOwnSessions, endOwnSession } from '@/app/account/own-sessions'
import { endSessionInput, signOutElsewhereInput, signOutInput } from '@/lib/accounts/input'
import { endCurrentSession } from '@/lib/auth/session'

/** Ends the session here and on the server. */
export const signOut = formAction(signOutInput, [], async ({ intent }) => {
  await endCurrentSession()
  return redirect(intent === 'switch-account' ? '/sign-in' : '/')
})

/** Ends one session elsewhere. Whether there was such a session is not told: afterwards there is none. */
export const signOutOne = formAction(endSessionInput, [], async ({ handle }) => {
  await endOwnSession(handle)
  return redirect('/account?ended=one')
})

export const signOutElsewhere = formAction(signOutElsewhereInput, [], async () => {
  await endOtherOwnSessions()
  return redirect('/account?ended=others')
})
