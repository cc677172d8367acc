'use client'
import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import type { Action } from '@/components/form/form-state'
import { buttonClass } from '@/components/ui/button-class'

interface Texts {
  submit: string
  pending: string
}

export function SignOutForm({ action, texts }: { action: Action<{ intent: 'sign-out' }>; texts: Texts }) {
  const [state, dispatch, pending] = useActionState(action, null)
  return (
    <form action={dispatch} className="flex flex-col items-start gap-4">
      <FormMessage message={state?.message} />
      <button
        type="submit"
        name="intent"
        value="sign-out"
        className={buttonClass('quiet')}
        aria-disabled={pending || undefined}
      >
        {pending ? texts.pending : texts.submit}
      </button>
    </form>
  )
}
