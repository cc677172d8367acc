import { redirect } from 'next/navigation'
import * as z from 'zod'
import { formAction } from '@/app/form-action'
import { chargeHandsetReply } from '@/lib/auth/handset-reply'
import { replyFromHandset } from '@/lib/delivery/handset-replies'

const replyInput = z.strictObject({ text: z.enum(['STOP', 'START']) })

/** What the holder of this phone writes back. */
export const replyFrom = (phone: string) =>
  formAction(replyInput, [], async ({ text }, say) => {
    const decision = await chargeHandsetReply()
    if (!decision.allowed) return say.later('reply.later', decision.retryInSeconds, { limit: decision.policy })
    await replyFromHandset(phone, text)
    return redirect(`/handset/${phone}`)
  })
