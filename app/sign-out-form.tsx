'use client'
import { usePathname } from 'next/navigation'
import { ButtonForm } from '@/components/form/button-form'
import type { Action, FormTexts } from '@/components/form/form-state'

interface Props {
  action: Action<{ intent: 'sign-out' | 'switch-account' }>
  texts: FormTexts
}

/** Keyed by path, because the header persists across navigations but its error message must not. */
export function SignOutForm({ action, texts }: Props) {
  return <ButtonForm key={usePathname()} action={action} fields={{ intent: 'sign-out' }} texts={texts} />
}
