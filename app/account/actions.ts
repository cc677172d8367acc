'use server'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/form-action'
import { signOutInput } from '@/lib/accounts/input'
import { endCurrentSession } from '@/lib/auth/session'

/** Ends the session here and on the server. */
export const signOut = formAction(signOutInput, [], async () => {
  await endCurrentSession()
  return redirect('/')
})
