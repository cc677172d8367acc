'use server'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_shared/form-action'
import { endOtherOwnSessions, endOwnSession } from '@/app/account/own-sessions'
import { endSessionInput, signOutElsewhereInput, signOutInput } from '@/lib/accounts/input'
import { endCurrentSession } from '@/lib/auth/session'

export const signOut = formAction(signOutInput, [], async ({ intent }) => {
  await endCurrentSession()
  return redirect(intent === 'switch-account' ? '/sign-in' : '/')
})

/** Responds alike for unknown handles, so that they reveal no sessions. */
export const signOutOne = formAction(endSessionInput, [], async ({ handle }, _results, client) => {
  await endOwnSession(handle, client)
  return redirect('/account?ended=one')
})

export const signOutElsewhere = formAction(signOutElsewhereInput, [], async (_input, _results, client) => {
  await endOtherOwnSessions(client)
  return redirect('/account?ended=others')
})
