'use server'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { formAction } from '@/app/_shared/form-action'
import { openDemoWith } from '@/lib/demo/open-demo'

const accessInput = z.strictObject({ key: z.string().min(1, 'access.wrong').max(200, 'access.wrong') })

export const openDemo = formAction(accessInput, [], async ({ key }, results) => {
  const outcome = await openDemoWith(key)
  switch (outcome.kind) {
    case 'open':
      return redirect('/')
    case 'wrong':
      return results.fieldError('key', 'access.wrong')
    case 'limited':
      return results.retryLater('access.later', outcome.retryInSeconds, { field: 'key' })
  }
})
