'use server'
import { redirect } from 'next/navigation'
import { isFromOwnOrigin } from '@/lib/auth/request'
import { endCurrentSession } from '@/lib/auth/session'

/** Ends the session here and on the server. Takes no input; a post from another site changes nothing. */
export async function signOut(): Promise<void> {
  if (await isFromOwnOrigin()) await endCurrentSession()
  redirect('/')
}
