'use client'
import { useFormStatus } from 'react-dom'
import { buttonClass } from '@/components/ui/button-class'

interface Texts {
  submit: string
  pending: string
}

export function SignOutForm({ action, texts }: { action: () => Promise<void>; texts: Texts }) {
  return (
    <form action={action}>
      <SignOutButton texts={texts} />
    </form>
  )
}

function SignOutButton({ texts }: { texts: Texts }) {
  const { pending } = useFormStatus()
  return (
    <button type="submit" className={buttonClass('quiet')} aria-disabled={pending || undefined}>
      {pending ? texts.pending : texts.submit}
    </button>
  )
}
