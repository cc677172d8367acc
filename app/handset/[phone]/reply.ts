import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { formAction } from '@/app/_shared/form-action'
import { isScripted } from '@/lib/auth/request'
import { replyFromHandset } from '@/lib/demo/handset-replies'
import { acquireHandsetReply } from '@/lib/demo/handset-reply-limit'

const replyInput = z.strictObject({ text: z.enum(['STOP', 'START']) })

/** Returns the form action that replies from a simulated phone. */
export const replyFrom = (phone: string) =>
  formAction(replyInput, [], async ({ text }, results) => {
    const decision = await acquireHandsetReply()
    if (!decision.allowed) return results.retryLater('reply.later', decision.retryInSeconds, { limit: decision.policy })
    await replyFromHandset(phone, text)
    if (!(await isScripted())) return redirect(`/handset/${phone}`)
    // Next encodes the plus sign, so for it a redirect leads to another page, and the phone would lose its state.
    refresh()
    return {}
  })
